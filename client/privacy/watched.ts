import { contactRulesOf } from '../../ledger/contactRules/kept.ts';
import { recordViews } from '../../ledger/health/views.ts';
import { whoActs } from '../acting.ts';
import type { Followthrough } from '../followthrough.ts';

/** Who looks. */
export interface Viewer {
  /** A person's id, or what calls itself by a key. */
  by: string;
  /** The command line, or a key of the gateway. */
  via: string;
}

/** Whatever shows something of a case, and what it is called in the record. */
const SHOWS = {
  summary: 'summary',
  show: 'case',
  list: 'list',
  timeline: 'timeline',
  history: 'history',
  plan: 'plan',
  tasks: 'tasks',
  task: 'task',
  taskPage: 'tasks',
  taskCalls: 'calls',
  replies: 'replies',
  inbox: 'inbox',
  inboxItem: 'inbox',
  outbox: 'outbox',
  outboxEntry: 'outbox',
  parked: 'parked',
  deliveries: 'deliveries',
  delivery: 'delivery',
  statement: 'statement',
  letter: 'letter',
  letterBatch: 'letters',
  reviewActions: 'review',
  contactHistory: 'contact',
  remarks: 'remarks',
  discrepancies: 'discrepancies',
  importRows: 'imports',
} as const satisfies Partial<Record<keyof Followthrough, string>>;

const CASE_ID = /^[a-z][a-z0-9-]*:[a-z0-9][a-z0-9-]*:\S+$/;

/**
 * The same client; where the house works with health data, every view of a case is on record before it is shown (LAW-10).
 * What cannot be recorded is not shown, nor is it to somebody who is no person of the staff.
 * @param viewer who looks at this moment; null: nobody does, a program works by itself
 */
export function watched(client: Followthrough, viewer: () => Viewer | null): Followthrough {
  return new Proxy(client, {
    get(target, name, receiver): unknown {
      const own: unknown = Reflect.get(target, name, receiver);
      if (typeof own !== 'function' || typeof name !== 'string' || !Object.hasOwn(SHOWS, name)) return own;
      const what = SHOWS[name as keyof typeof SHOWS];
      return async (...given: unknown[]): Promise<unknown> => {
        const work = own as (...args: unknown[]) => Promise<unknown>;
        const who = viewer();
        if (!who || !(await contactRulesOf(target.ledger)).health) return work(...given);
        if (!who.by.startsWith('key:')) await whoActs(target.ledger, who.by);
        const result: unknown = await work(...given);
        const ids = new Set<string>();
        collect([given, result], ids);
        await recordViews(target.ledger, { ids: [...ids], ...who, what, at: Date.now() });
        return result;
      };
    },
  });
}

/** Ids of cases, wherever they stand in it; bytes are not looked into. */
function collect(value: unknown, ids: Set<string>): void {
  if (typeof value === 'string') {
    if (value.length <= 200 && CASE_ID.test(value)) ids.add(value);
  } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
    for (const inner of Object.values(value)) collect(inner, ids);
}
