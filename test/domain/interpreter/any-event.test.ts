import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EffectResult } from '../../../domain/program/events.ts';
import type { Effect } from '../../../domain/program/program.ts';
import { evolve } from '../../../domain/program/evolve/evolve.ts';
import { ERRAND, next } from '../../../domain/program/next.ts';
import { localDate } from '../../../domain/calendar/localTime.ts';
import { Play } from '../../support/playing.ts';
import { rulesOf, programOf } from '../../support/shipped.ts';

/** One move of a play: the case does what it needs, or something happens to it. */
type Move =
  | { move: 'go'; result: 'well' | 'failed' | 'not-now' | 'skipped' | 'answered' | 'stopped' | 'by-hand' }
  | { move: 'later'; hours: number }
  | { move: 'tell'; what: string; option: number };

/** Tasks are named often: without them a case seldom comes far. */
const TOLD = [
  'task',
  'task',
  'task',
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

const plays = fc.record({
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
const cancellingPlays = fc
  .tuple(plays, fc.constantFrom('asked', 'approved'))
  .map(([given, cancelling]): Given & { moves: Move[] } => ({
    ...given,
    procedure: ['case-alert', '5'],
    cancelling,
  }));

/** Programmes about to be ended: the manager has been asked or has approved, then anything may happen. */
const endingPlays = fc
  .tuple(plays, fc.constantFrom('asked', 'approved'))
  .map(([given, cancelling]): Given & { moves: Move[] } => ({
    ...given,
    procedure: ['missed-check-in', 'check-in'],
    cancelling,
  }));

interface Given {
  procedure: readonly [string, string | null];
  cancelling: false | 'asked' | 'approved';
  zero: number;
}

function newPlay({ procedure: [name, variant], cancelling, zero }: Given): Play {
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

function make(play: Play, made: Move): void {
  if (made.move === 'go') play.step(resultFor(play, made.result));
  else if (made.move === 'later') play.at += made.hours * 3_600_000;
  else tell(play, made.what, made.option);
}

function tell(play: Play, what: string, option: number): void {
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
function always(
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

describe('whatever happens to a case, in whatever order', () => {
  it('nothing is sent after a reply until a person settles or resumes', () => {
    always((play, before, _made, outBefore) => {
      if (!before.answered || !play.state.answered) return;
      expect(play.out.slice(outBefore).filter(({ effect }) => effect.verb === 'send')).toEqual([]);
      expect(play.need.need === 'perform' ? play.need.step : 'reopening').toBe('reopening');
    });
  });

  it('nothing is sent while the case is held or a person must judge a problem', () => {
    always((play) => {
      if (!play.state.held && !play.state.problem) return;
      expect(play.need.need === 'perform' ? play.need.step : 'reopening').toBe('reopening');
    });
  });

  it('an outcome never changes; a reopened case keeps the old one as past', () => {
    always((play, before) => {
      expect(play.state.past.slice(0, before.past.length)).toEqual(before.past);
      if (!before.outcome || play.state.outcome === before.outcome) return;
      expect(play.state.outcome).toBeNull();
      expect(play.state.past.at(-1)).toEqual(before.outcome);
      expect(play.program.afterEnd).toBe('reopen');
    });
  });

  it('nothing is done for a closed case but to keep the record', () => {
    always((play) => {
      if (play.state.outcome) expect(['record', 'end']).toContain(play.need.need);
    });
  });

  it('an act that was approved is not done after a reply until it is approved again', () => {
    let voided = 0;
    always((play, before) => {
      if (before.approvals.length > 0 && play.state.answered) voided += 1;
      if (play.state.answered) expect(play.state.approvals).toEqual([]);
    }, cancellingPlays);
    expect(voided).toBeGreaterThan(0);
  });

  it('a case is never cancelled without a delivered warning, a later approval and no reply in between', () => {
    let cancellations = 0;
    always((play, before, _made, outBefore) => {
      const cancelled = play.out.slice(outBefore).some(({ what }) => what === 'act:cancel');
      if (!cancelled) return;
      cancellations += 1;
      expect(before.facts['resolution']).toBe('cancel');
      expect(before.answered).toBeNull();
      const warned = before.warnings.find(
        (warning) => warning.act === 'cancel' && warning.deliveredAt <= play.at,
      );
      const approved = before.approvals.find((approval) => approval.act === 'cancel');
      expect(warned).toBeDefined();
      expect(approved!.at).toBeGreaterThanOrEqual(warned!.at);
    }, cancellingPlays);
    expect(cancellations).toBeGreaterThan(0);
  });

  it('no two attempts reach the contact on one local day of one round, over however many channels each', () => {
    always((play, _before, _made, outBefore) => {
      if (play.out.length === outBefore) return;
      // What a person orders is kept apart by the gate, right before it goes out.
      const sends = play.out.filter(
        ({ effect, step, round }) => effect.verb === 'send' && step !== ERRAND && round === play.state.round,
      );
      const attempts = new Set(
        sends.map(({ at, step, pass }) => `${localDate(play.calendar.zone, at)} ${step} ${pass}`),
      );
      const days = new Set(sends.map(({ at }) => localDate(play.calendar.zone, at)));
      expect(attempts.size).toBe(days.size);
    });
  });

  it('a programme is never ended without a delivered warning, an approval that stands and no reply in between', () => {
    let ended = 0;
    always((play, before, _made, outBefore) => {
      if (!play.out.slice(outBefore).some(({ what }) => what === 'act:end-programme')) return;
      ended += 1;
      expect(before.answered).toBeNull();
      expect(before.approvals.map(({ act }) => act)).toContain('end-programme');
      const warned = before.warnings.find(
        ({ act, deliveredAt }) => act === 'end-programme' && deliveredAt <= play.at,
      );
      expect(warned).toBeDefined();
    }, endingPlays);
    expect(ended).toBeGreaterThan(0);
  });

  it('no more attempts than the procedure allows in a round', () => {
    always((play) => {
      if (play.program.attemptsPerRound === null) return;
      expect(play.state.attempts).toBeLessThanOrEqual(play.program.attemptsPerRound);
    });
  });

  it('MSG-2: the state is small JSON, and a case carried on from it needs and does the same', () => {
    always((play) => {
      const copied = JSON.parse(JSON.stringify(play.state)) as Play['state'];
      expect(copied).toEqual(play.state);
      expect(JSON.stringify(play.state).length).toBeLessThan(64 * 1024);
      expect(next(play.program, copied)).toEqual(next(play.program, play.state));
    });
  });

  it('MSG-4: the same message told again changes nothing', () => {
    always((play) => {
      const id = play.state.seen.at(-1);
      if (!id) return;
      for (const type of ['replied', 'withdrawn', 'held'] as const) {
        const again = { type, at: play.at, id, until: null } as Parameters<typeof evolve>[2];
        expect(evolve(play.program, play.state, again)).toEqual(play.state);
      }
    });
  });

  it('a case that is left alone and whose people do their tasks always comes to an end', () => {
    fc.assert(
      fc.property(plays, (given) => {
        const play = newPlay(given);
        for (const made of given.moves) make(play, made);
        for (let count = 0; count < 300 && play.need.need !== 'end'; count += 1) {
          if (play.step()) continue;
          if (play.state.held) play.tell({ type: 'resumed' });
          else if (play.state.tasks.length > 0)
            play.state.tasks.forEach((_task, index) => tell(play, 'task', index));
          else throw new Error(`stands still: ${JSON.stringify(play.need)}`);
        }
        expect(play.need.need).toBe('end');
      }),
      { numRuns: 200 },
    );
  });
});
