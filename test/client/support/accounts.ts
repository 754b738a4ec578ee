import { randomUUID } from 'node:crypto';
import type { ImportOpenItems, ItemsImported } from '../../../client/index.ts';
import { plusDays } from '../../../domain/statement/days.ts';
import type { ListedTask } from '../../../ledger/tasks.ts';
import { RehearsedCase } from '../../support/rehearsed.ts';
import type { Stage } from './stage.ts';

/** An invoice that was due so many days ago, in US dollars. */
export interface Owes {
  number?: string;
  daysAgo: number;
  amount?: number;
  paid?: number;
  /** The level at which another system has asked for it. */
  level?: number;
}

export function ago(days: number): string {
  return plusDays(new Date().toISOString().slice(0, 10), -days);
}

/** What accounts receivable brings about one customer, with cases for who is overdue. */
export function brings(
  { client }: Stage,
  customer: string,
  owes: Owes[],
  more: Partial<ImportOpenItems> = {},
): Promise<ItemsImported> {
  return client.importOpenItems({
    source: 'erp',
    procedure: 'dunning',
    holds: 'customers',
    opens: { company: 'Example Supplies' },
    rows: owes.map(({ number = 'INV-1', daysAgo, amount = 125_000, paid = 0, level = 0 }, index) => ({
      row: index + 1,
      customer,
      item: {
        number,
        kind: 'invoice',
        issued: ago(daysAgo + 30),
        due: ago(daysAgo),
        currency: 'USD',
        amount,
        paid,
        level,
      },
      name: 'Pat Example',
      email: 'pat@example.com',
      address: '1 Example Street|Example Town, NY 10001',
    })),
    ...more,
  });
}

export interface AtReview {
  caseId: string;
  customer: string;
  task: ListedTask;
  played: RehearsedCase;
}

/** A rehearsed account that somebody is asked to look at, at the first level or, with that behind it, at the second. */
export async function atReview(stage: Stage, level: 'friendly' | 'firm'): Promise<AtReview> {
  const customer = randomUUID();
  const owes = { daysAgo: 40, level: level === 'firm' ? 1 : 0 };
  await brings(stage, customer, [owes], { source: 'test', opens: undefined });
  const played = await RehearsedCase.open(stage, 'UTC', {
    id: customer,
    procedure: 'dunning',
    facts: {
      'oldest-due': `${ago(40)}T12:00:00Z`,
      'customer-name': 'Pat Example',
      'company-name': 'Example Supplies',
    },
    contact: {
      name: 'Pat Example',
      email: `${customer}@example.com`,
      address: { lines: ['1 Example Street', 'Example Town, NY 10001'] },
    },
  });
  await played.until('task');
  return { caseId: played.id, customer, task: await reviewOf(played), played };
}

/** The open review of a case as it stands when all work of the moment is done. */
export async function reviewOf(played: RehearsedCase): Promise<ListedTask> {
  await played.rest();
  const open = await played.stage.client.tasks({ caseId: played.id });
  const task = open.find(({ kind }) => kind === 'review');
  if (!task) throw new Error(`${played.id} has no review`);
  return task;
}
