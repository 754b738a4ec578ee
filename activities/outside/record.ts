import type { EffectResult } from '../../domain/program/events.ts';
import type { Acceptance } from '../../ledger/intents.ts';
import { type Progress, recordProgress } from '../../ledger/progress.ts';
import type { Intent } from '../../ledger/schema.ts';
import type { Entry } from '../../ledger/timeline.ts';
import { turnAfter } from '../../domain/program/turn.ts';
import { aboutOf, caseNow, type Doing } from '../doing.ts';
import type { Job } from './job.ts';

/** The other side has it: the intent, the timeline and, after the last effect, the case, all at once. */
export async function recordDone(
  doing: Doing,
  job: Job,
  { id }: Intent,
  providerId: string | null,
): Promise<EffectResult> {
  const at = caseNow(doing);
  const deliveredAt = job.deliveredAt(at);
  // The email of a level is a part of its review: what went out is named, not the review.
  const sent = job.verb === 'send' ? { about: `${doing.input.key}/send-${job.channel}:${job.name}` } : {};
  await record(
    doing,
    job.index,
    { what: 'done', intentId: id, key: `done|${id}`, ...sent },
    { intentId: id, at, deliveredAt, providerId, by: null },
  );
  return job.kind === 'contact' && deliveredAt !== null
    ? { status: 'done', deliveredAt }
    : { status: 'done' };
}

/** Not done, and the step goes on without it. */
export async function recordSkipped(doing: Doing, index: number, because: string): Promise<void> {
  const { round, pass, key } = doing.input;
  await record(doing, index, {
    what: 'skipped',
    because,
    key: ['skipped', round, pass, key, index].join('|'),
  });
}

/** The entry of one effect; with the last one, how the case stands then and whether it has ended. */
async function record(
  doing: Doing,
  index: number,
  said: Pick<Entry, 'what' | 'about' | 'because' | 'intentId' | 'key'>,
  accepted?: Acceptance,
): Promise<void> {
  const { input, deps } = doing;
  const last = index === input.effects.length - 1;
  const common = { caseId: input.caseId, at: caseNow(doing), round: input.round };
  const entries: Entry[] = [{ ...common, about: aboutOf(doing, index), ...said }];
  if (last && input.ends)
    entries.push({ ...common, key: `ended|${input.round}`, what: 'ended', because: input.ends });
  const stands = last && said.what === 'done' ? standingOf(doing) : {};
  await recordProgress(deps.ledger, {
    caseId: input.caseId,
    entries,
    ...(accepted ? { accepted } : {}),
    ...(last ? { view: { asOf: input.at, view: input.view } } : {}),
    ...stands,
  });
  if (stands.standing) doing.stands = stands.standing.turn;
}

/** Where something went otherwise than foreseen, another run would do the step again, and find what of it is done. */
function standingOf({ input, asForeseen }: Doing): Pick<Progress, 'standing'> {
  const { caseId, speaking, after } = input;
  if (!asForeseen || speaking === undefined || after === undefined) return {};
  return { standing: { caseId, turn: turnAfter(speaking.turn), state: after } };
}
