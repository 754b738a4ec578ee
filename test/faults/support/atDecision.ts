import { randomUUID } from 'node:crypto';
import { FOLLOW_UP, inputOf } from '../../../client/start.ts';
import { begin } from '../../../domain/program/begin.ts';
import type { Instant, Program } from '../../../domain/program/program.ts';
import type { CaseState } from '../../../domain/program/state.ts';
import { findCase } from '../../../ledger/cases.ts';
import { markStarted } from '../../../ledger/deliveries.ts';
import { instant } from '../../../ledger/values.ts';
import type { Stage } from '../../client/support/stage.ts';
import { until } from '../../client/support/until.ts';
import { keptIntent } from '../../support/keptIntent.ts';
import { clientAway, shelfOf } from './openWith.ts';
import { DAY_MS } from './questions.ts';

/** A live case whose client was warned, and whose end a manager may approve now. */
export interface AtDecision {
  id: string;
  /** The manager's yes: the two acts of the end follow at once. */
  approve: () => Promise<void>;
  /** Where the client writes from. */
  email: string;
}

const WARNING = { act: 'end-programme', key: 'day-3/1' };

/** Warned a day ago, which no test can wait for: the case goes on as one that was carried over since. */
export async function atDecision(stage: Stage): Promise<AtDecision> {
  const { ledger, engine } = stage.client;
  const occurrence = randomUUID();
  const warnedAt = Date.now() - DAY_MS;
  const facts = { missed: new Date(Date.now() - 5 * DAY_MS).toISOString(), 'client-name': 'Pat' };
  const email = `pat.${occurrence}@example.com`;
  const portal = `pat-${occurrence}`;
  const contact = { name: 'Pat Example', portal, email };
  const { id } = await (await clientAway(stage)).openCase({
    procedure: 'warned-end',
    source: 'desk',
    id: occurrence,
    facts,
    contact,
  });
  const row = await findCase(ledger, id);
  if (!row) throw new Error(`the ledger has lost ${id}`);
  const program = await shelfOf(stage).programOf(row);
  const input = inputOf(program, row);
  await keptIntent(
    ledger,
    { mediaType: 'text/plain', text: 'Your programme ends.' },
    {
      case_id: id,
      key: WARNING.key,
      warns_of: WARNING.act,
      channel: 'portal',
      name: 'last-warning',
      recipient: portal,
      state: 'accepted',
      connector: 'sandbox',
      created_at: instant(warnedAt),
      accepted_at: instant(warnedAt),
      delivered_at: instant(warnedAt),
    },
  );
  const state = afterWarning(program, begin(program, { ...input, at: warnedAt }), warnedAt);
  await engine.workflow.start(FOLLOW_UP, {
    workflowId: id,
    taskQueue: stage.taskQueue,
    args: [{ ...input, state }],
  });
  await markStarted(ledger, id, Date.now());
  const question = await until(async () => {
    const open = await stage.client.tasks({ caseId: id });
    return open.find(({ kind }) => kind === 'decision');
  });
  return {
    id,
    email,
    approve: async () => {
      await stage.client.completeTask(question.id, 'approve', { by: 'morgan' });
    },
  };
}

function afterWarning({ operations }: Program, state: CaseState, at: Instant): CaseState {
  const position = operations.findIndex(
    (operation) => operation.op === 'gate' && operation.warnedBy !== null,
  );
  return { ...state, position, attempts: 1, warnings: [{ ...WARNING, at, deliveredAt: at }] };
}
