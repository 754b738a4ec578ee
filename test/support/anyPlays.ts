import fc from 'fast-check';
import { localDate } from '../../domain/calendar/localTime.ts';
import type { EffectResult } from '../../domain/program/events.ts';
import type { Effect } from '../../domain/program/program.ts';
import { moveOn, recalculateBy } from './editions.ts';
import { Play } from './playing.ts';
import { programOf, rulesOf } from './shipped.ts';

/** One move of a play: the case does what it needs, or something happens to it. */
export type Move =
  | { move: 'go'; result: 'well' | 'failed' | 'not-now' | 'skipped' | 'answered' | 'stopped' | 'by-hand' }
  | { move: 'later'; hours: number }
  | { move: 'tell'; what: string; option: number };

/** Tasks are named often: without them a case seldom comes far. */
const TOLD = [
  'task',
  'task',
  'task',
  'replied',
  'replied',
  'replied',
  'held',
  'held-until',
  'resumed',
  'settled',
  'waits-again',
  'withdrawn',
  'choose-cancel',
  'choose-as-is',
  'task',
  'approval-unclear',
  'undelivered',
  'promised',
  'checked-in',
  'snoozed',
  'assigned',
  'approval-withdrawn',
  'unknown-message',
  'condition-met',
  'time-came',
  'moved',
  'moved',
  'recalculated',
];

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.record({
      move: fc.constant('go' as const),
      result: fc.oneof(
        { weight: 8, arbitrary: fc.constant('well' as const) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('failed', 'not-now', 'skipped', 'answered', 'stopped', 'by-hand'),
        },
      ) as fc.Arbitrary<'well'>,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ move: fc.constant('later' as const), hours: fc.integer({ min: 1, max: 200 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      move: fc.constant('tell' as const),
      what: fc.constantFrom(...TOLD),
      option: fc.nat({ max: 3 }),
    }),
  },
);

export const plays = fc.record({
  procedure: fc.constantFrom<readonly [string, string | null]>(
    ['case-alert', '2'],
    ['case-alert', '5'],
    ['three-follow-ups', null],
    ['missed-check-in', 'check-in'],
    ['no-appointment-booked', null],
    ['customer-statement', null],
  ),
  cancelling: fc.constant<Given['cancelling']>(false),
  zero: fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2035, 11, 1) }),
  moves: fc.array(move, { minLength: 20, maxLength: 120 }),
});

/** Cases that are about to be cancelled: the manager has been asked, then anything may happen. */
export const cancellingPlays = fc
  .tuple(plays, fc.constantFrom('asked', 'approved'))
  .map(([given, cancelling]): Given & { moves: Move[] } => ({
    ...given,
    procedure: ['case-alert', '5'],
    cancelling,
  }));

/** Programmes about to be ended: the manager has been asked or has approved, then anything may happen. */
export const endingPlays = fc
  .tuple(plays, fc.constantFrom('asked', 'approved'))
  .map(([given, cancelling]): Given & { moves: Move[] } => ({
    ...given,
    procedure: ['missed-check-in', 'check-in'],
    cancelling,
  }));

export interface Given {
  procedure: readonly [string, string | null];
  cancelling: false | 'asked' | 'approved';
  zero: number;
}

export function newPlay({ procedure: [name, variant], cancelling, zero }: Given): Play {
  const program = programOf(name, variant);
  const play = new Play(program, rulesOf(program.clock.calendar), zero);
  let reviews = 0;
  play.coming = (now) => {
    reviews += 1;
    const on = localDate(play.calendar.zone, now + 10 * 24 * 3_600_000);
    return reviews > 4 ? { standing: 'clear', on: null } : { standing: 'overdue', on };
  };
  if (!cancelling) return play;
  if (name === 'missed-check-in') {
    play.run().doTask('call', 'voicemail').run();
    return cancelling === 'approved' ? play.doTask('decision', 'approve') : play;
  }
  play.tell({ type: 'fact-chosen', fact: 'resolution', value: 'cancel' });
  play.run();
  play.doTask('choose-resolution', 'cancel').run();
  return cancelling === 'approved' ? play.doTask('decision', 'approve') : play;
}

function resultFor(play: Play, kind: string) {
  let count = 0;
  return (effect: Effect): EffectResult => {
    count += 1;
    if (kind === 'well' || count > 1) return play.well(effect);
    if (kind === 'failed') return { status: 'failed', reason: 'ambiguous' };
    if (kind === 'not-now') return { status: 'not-now', reason: 'outside-hours', until: play.at + 3_600_000 };
    if (kind === 'skipped') return { status: 'skipped', reason: 'not-needed' };
    if (kind === 'answered') return { status: 'answered', replies: [`ledger-${play.at}`] };
    if (kind === 'stopped') return { status: 'stopped' };
    return {
      status: 'with-person',
      task: `by-hand:${play.out.length}:${play.at}`,
      options: ['posted', 'not-possible'],
    };
  };
}

export function make(play: Play, made: Move): void {
  if (made.move === 'go') play.step(resultFor(play, made.result));
  else if (made.move === 'later') play.at += made.hours * 3_600_000;
  else tell(play, made.what, made.option);
}

export function tell(play: Play, what: string, option: number): void {
  const task = play.state.tasks[option % Math.max(1, play.state.tasks.length)];
  if (what === 'held') play.tell({ type: 'held', until: null });
  else if (what === 'held-until') play.tell({ type: 'held', until: play.at + (option + 1) * 20 * 3_600_000 });
  else if (what === 'promised') play.tell({ type: 'held', until: play.at + 30 * 3_600_000, promise: true });
  else if (what === 'checked-in') play.tell({ type: 'condition-met', condition: 'checked-in' });
  else if (what === 'approval-withdrawn') play.tell({ type: 'approval-withdrawn', act: 'end-programme' });
  else if (what === 'assigned') play.tell({ type: 'assigned', task: task?.key ?? 'none' });
  else if (what === 'snoozed')
    play.tell({ type: 'snoozed', task: task?.key ?? 'none', until: play.at + 9 * 3_600_000 });
  else if (what === 'choose-cancel') play.tell({ type: 'fact-chosen', fact: 'resolution', value: 'cancel' });
  else if (what === 'choose-as-is') play.tell({ type: 'fact-chosen', fact: 'resolution', value: 'as-is' });
  else if (what === 'waits-again') play.tell({ type: 'waits-again', since: play.at });
  else if (what === 'condition-met') play.tell({ type: 'condition-met', condition: 'case-withdrawn' });
  else if (what === 'undelivered') play.tell({ type: 'undelivered', key: 'day-1/1', effect: 0 });
  else if (what === 'unknown-message') play.tell({ type: 'unknown-message', name: 'foo' });
  else if (what === 'moved') moveOn(play, option);
  else if (what === 'recalculated') recalculateBy(play);
  else if (what === 'task') {
    if (!task) return;
    if (task.kind === 'review')
      play.tell({ type: 'action-logged', task: task.key, action: option === 1 ? 'email' : 'letter' });
    play.tell({
      type: 'task-done',
      task: task.key,
      option: task.options[option % task.options.length]!,
      by: 'x',
      ...(task.kind === 'call' ? { until: play.at + 30 * 3_600_000 } : {}),
    });
  } else play.tell({ type: what as 'replied' });
}

/** Runs the moves of random plays and asks after each of them. */
export function always(
  holds: (play: Play, before: Play['state'], made: Move, outBefore: number) => void,
  which: fc.Arbitrary<Given & { moves: Move[] }> = plays,
): void {
  fc.assert(
    fc.property(which, (given) => {
      const play = newPlay(given);
      for (const made of given.moves) {
        const before = play.state;
        const outBefore = play.out.length;
        make(play, made);
        holds(play, before, made, outBefore);
      }
    }),
    { numRuns: 200 },
  );
}
