import type { LookUps } from '../../connectors/lookups/lookUps.ts';
import type { Question } from '../../connectors/lookups/port.ts';
import { readInstant } from '../../domain/procedure/instant.ts';
import { itemsIn, reaches, stepsOf } from '../../domain/procedure/timetable.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { LookUpName } from '../../domain/verify/answers.ts';
import type { Circumstances } from '../../domain/verify/finding.ts';
import type { LookUpHistory } from '../../ledger/lookups/looked.ts';
import { caseNow, type Doing, referenceOf } from '../doing.ts';

const HOUR = 3_600_000;

/** How the case stands, for judging what the systems say. */
export function circumstancesOf(
  doing: Doing,
  kind: Circumstances['kind'],
  { words, country }: LookUps,
  history: LookUpHistory,
): Circumstances {
  const { input, found, procedure, zone } = doing;
  const { place, gap } = attemptOf(doing);
  return {
    kind,
    now: caseNow(doing),
    zone,
    channel: kind === 'contact' ? channelOf(doing) : null,
    phone: found.contact.phone ?? null,
    country,
    since: sinceOf(doing),
    lastAttempt: input.lastAttempt?.at ?? null,
    attempt: place,
    attemptsCalled: procedure.procedure.replaceAll('-', ' '),
    distanceDays: gap,
    settled: new Set(history.settled),
    words,
  };
}

/** One step's contacts are one attempt: where any of them goes by telephone, the number is looked at before all of them. */
function channelOf({ input }: Doing): string | null {
  const channels = input.effects.flatMap((effect) => {
    if (effect.verb === 'call') return ['call'];
    return effect.verb === 'send' ? [effect.channel] : [];
  });
  return channels.find((channel) => channel === 'call' || channel === 'text') ?? channels[0] ?? null;
}

/** Which attempt of the procedure the step is, from 1, and how many days it keeps to the one before. */
function attemptOf({ input, procedure, found }: Doing): { place: number | null; gap: number } {
  const attempts = stepsOf(procedure, found.variant).filter(({ step }) =>
    itemsIn(procedure, step, found.variant).some(reaches),
  );
  const index = attempts.findIndex(({ key }) => key === input.step);
  const [before, here] = [attempts[index - 1], attempts[index]];
  if (!here) return { place: null, gap: 1 };
  const days =
    here.day !== undefined && before?.day !== undefined
      ? here.day - before.day
      : Math.round((here.step.wait?.hours ?? 0) / 24);
  return { place: index + 1, gap: Math.max(1, days) };
}

/** Nothing from before it is of this case; without a day-zero fact the opening stands in. */
function sinceOf(doing: Doing): Instant {
  return Math.min(dayZeroOf(doing) ?? Infinity, doing.found.opened_at);
}

function dayZeroOf({ procedure, found }: Doing): Instant | null {
  const read = readInstant(found.facts[procedure.clock.dayZero] ?? '');
  return 'at' in read ? read.at : null;
}

/** The notes are read from a little before the last look that found none to read: they may be written down late. */
export function questionOf<Name extends LookUpName>(
  doing: Doing,
  name: Name,
  { since, now: at }: Pick<Circumstances, 'since' | 'now'>,
  history: LookUpHistory,
): Question<Name> {
  const { found } = doing;
  const { email = null, phone = null, portal = null } = found.contact;
  const last = name === 'notes' ? history.names[name]?.clearAt : null;
  return {
    name,
    case: referenceOf(found),
    variant: found.variant,
    dayZero: dayZeroOf(doing),
    client: { email, phone, portal },
    since: last ? Math.max(since, last - 24 * HOUR) : since,
    at,
    openedAt: found.opened_at,
  };
}
