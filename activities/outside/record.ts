import type { EffectResult } from '../../domain/program/events.ts';
import { storeView } from '../../ledger/cases.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { markAccepted } from '../../ledger/intents.ts';
import type { Intent } from '../../ledger/schema.ts';
import { addToTimeline, type Entry } from '../../ledger/timeline.ts';
import { aboutOf, caseNow, type Doing } from '../doing.ts';
import type { Job } from './job.ts';

/** The other side has it: the intent, the timeline and, after the last effect, the case, in one transaction. */
export async function recordDone(
  doing: Doing,
  job: Job,
  intent: Intent,
  providerId: string | null,
): Promise<EffectResult> {
  const at = caseNow(doing);
  const deliveredAt = job.deliveredAt(at);
  await doing.deps.ledger.transaction().execute(async (tx) => {
    await markAccepted(tx, intent.id, { at, deliveredAt, providerId, by: null });
    await recordProgress(tx, doing, job.index, {
      what: 'done',
      intentId: intent.id,
      key: `done|${intent.id}`,
    });
  });
  return job.kind === 'contact' ? { status: 'done', deliveredAt } : { status: 'done' };
}

/** Not done, and the step goes on without it. */
export async function recordSkipped(doing: Doing, index: number, reason: string): Promise<void> {
  const { round, pass, key } = doing.input;
  await doing.deps.ledger.transaction().execute(async (tx) => {
    await recordProgress(tx, doing, index, {
      what: 'skipped',
      because: reason,
      key: ['skipped', round, pass, key, index].join('|'),
    });
  });
}

/** The entry of one effect; with the last one, how the case stands then and whether it has ended. */
async function recordProgress(
  tx: Ledger,
  doing: Doing,
  index: number,
  said: Pick<Entry, 'what' | 'because' | 'intentId' | 'key'>,
): Promise<void> {
  const { input } = doing;
  const last = index === input.effects.length - 1;
  const common = { caseId: input.caseId, at: caseNow(doing), round: input.round };
  const entries: Entry[] = [{ ...common, ...said, about: aboutOf(doing, index) }];
  if (last && input.ends)
    entries.push({ ...common, key: `ended|${input.round}`, what: 'ended', because: input.ends });
  await addToTimeline(tx, entries);
  if (last) await storeView(tx, input.caseId, input.at, input.view);
}
