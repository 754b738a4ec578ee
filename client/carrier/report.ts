import { isFinal, isLost } from '../../domain/carrier/statuses.ts';
import {
  type CarrierReport,
  finishReport,
  keepReport,
  type OpenReport,
  openReports,
  type WhenLost,
} from '../../ledger/carrier/reports.ts';
import { acceptance } from '../../ledger/intents.ts';
import { listTasks } from '../../ledger/tasks.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import { ask } from '../ask.ts';
import { caseNow } from '../caseClock.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { existing } from '../messages.ts';
import { undelivered } from '../undelivered.ts';
import { againLater, goAgain } from './again.ts';

const CARRIER = 'twilio';

/**
 * A carrier says how far one of our texts is. Words may come late, twice and in any order: only what is news changes
 * anything (SND-14). When this returns it is kept, and an act that relies on a text which did not arrive does not start.
 * @returns `known`: false: there is no such text here
 */
export async function carrierReport(
  { ledger }: Context,
  report: CarrierReport,
): Promise<{ known: boolean; moved: boolean }> {
  const kept = await keepReport(ledger, report);
  return { known: kept !== null, moved: kept?.moved ?? false };
}

/**
 * Does what follows from carriers' reports: a text of which nobody knew whether it went out is sent; one that did not
 * arrive stops its case until it is tried once more on another day, or a person has looked.
 * @param onLost what else follows from a text that did not arrive, by the meaning of its error code
 */
export async function followReports(
  context: Context,
  onLost: (report: OpenReport) => Promise<WhenLost>,
  limit = 100,
): Promise<{ followed: number }> {
  const open = await openReports(context.ledger, limit);
  const failed: unknown[] = [];
  // One that cannot be dealt with comes again, and holds up no other.
  for (const report of open)
    await follow(context, report, onLost).catch((error: unknown) => failed.push(error));
  await goAgain(context, limit).catch((error: unknown) => failed.push(error));
  if (failed.length > 0) throw failed[0];
  return { followed: open.filter(({ status }) => isFinal(status)).length };
}

async function follow(
  context: Context,
  report: OpenReport,
  onLost: (report: OpenReport) => Promise<WhenLost>,
): Promise<void> {
  if (report.state === 'unknown') await settle(context, report);
  if (isLost(report.status)) {
    if ((await onLost(report)) === 'again') await againLater(context, report);
    await tellCase(context, report.intentId);
  }
  await finishReport(context.ledger, { ...report, at: Date.now() });
}

/** It was handed over after all: the ledger says so, and the question that a person was asked about it is answered. */
async function settle(context: Context, report: OpenReport): Promise<void> {
  const { ledger } = context;
  const { intentId, providerId, caseId, round, key, channel, name } = report;
  const row = await existing(context, caseId);
  const at = caseNow(row);
  const accepted = acceptance(ledger, { intentId, at, deliveredAt: null, providerId, by: null });
  const { numUpdatedRows } = await accepted.executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return;
  const said = { at, round, what: 'done', about: `${key}/send-${channel}:${name}`, intentId };
  await addToTimeline(ledger, [{ caseId, key: `done|${intentId}`, ...said }]);
  const doubts = (await listTasks(ledger, { caseId, state: 'open' })).filter(
    ({ kind, about }) => kind === 'problem' && about.startsWith('ambiguous@'),
  );
  const [doubt, ...others] = doubts;
  // Which of several is meant nobody can tell: a person reads the report and says so.
  if (!doubt || others.length > 0 || !doubt.options.includes('count-as-done')) return;
  const args = {
    task: doubt.key,
    option: 'count-as-done',
    note: 'The carrier has reported on it: it went out.',
  };
  await ask(context, { caseId, name: 'completeTask', args, actor: CARRIER, id: `carrier:${intentId}` }).catch(
    (error: unknown) => {
      // Somebody was first.
      if (!(error instanceof ClientError)) throw error;
    },
  );
}

async function tellCase(context: Context, intentId: string): Promise<void> {
  try {
    await undelivered(context, intentId, { source: CARRIER });
  } catch (error) {
    // A text that confirms an opt-out, or one that was never counted as sent, has no step that waits for it.
    if (!(error instanceof ClientError)) throw error;
  }
}
