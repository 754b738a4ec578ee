import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { Play } from '../../support/playing.ts';
import { programOf, rulesOf } from '../../support/shipped.ts';

const HOUR = 3_600_000;
/** A Monday. */
const MONDAY = DateTime.fromISO('2026-03-09T10:00', { zone: 'America/Los_Angeles' }).toMillis();

const program = programOf('case-alert', '5');
const LIMIT = program.taskHours * HOUR;

/** Held before its first reminder, without a date. */
function held(): Play {
  const play = new Play(program, rulesOf('dental-lab'), MONDAY);
  play.run((now) => now.need.need === 'wait');
  play.tell({ type: 'held', until: null });
  return recorded(play);
}

function recorded(play: Play): Play {
  while (play.need.need === 'record') play.step();
  return play;
}

function after(play: Play, hours: number): Play {
  play.at += hours;
  play.tell({ type: 'time-came' });
  return recorded(play);
}

const kinds = (play: Play) => play.state.tasks.map(({ kind }) => kind);

describe('a hold without a date', () => {
  it('is no wait without an end: after the limit for tasks somebody is asked whether it goes on', () => {
    const play = held();
    expect(play.need).toMatchObject({ need: 'wait', for: 'hold', until: null, remind: MONDAY + LIMIT });
    expect(kinds(after(play, LIMIT - 1))).toEqual([]);
    expect(after(play, 1).state.tasks).toMatchObject([{ kind: 'on-hold', options: ['resume', 'stay'] }]);
    expect(play.need).toMatchObject({ for: 'hold', remind: play.at + LIMIT });
  });

  it('left unanswered is asked about again and again, and by nobody’s silence goes on', () => {
    const play = held();
    for (let weeks = 0; weeks < 5; weeks += 1) after(play, LIMIT);
    expect(play.state.tasks).toMatchObject([{ kind: 'on-hold', escalated: 4 }]);
    expect(play.sent()).toEqual([]);
  });

  it('goes on when that is the answer, one reminder a day', () => {
    const play = after(held(), LIMIT).doTask('on-hold', 'resume').run();
    expect(kinds(play)).not.toContain('on-hold');
    expect(play.sent()).toHaveLength(5);
  });

  it('that is to stay is asked about after the limit once more', () => {
    const play = recorded(after(held(), LIMIT).doTask('on-hold', 'stay'));
    expect([kinds(play), play.need]).toMatchObject([[], { for: 'hold', remind: play.at + LIMIT }]);
    expect(kinds(after(play, LIMIT))).toEqual(['on-hold']);
  });

  it.each([
    ['is resumed', { type: 'resumed' as const }],
    ['gets a date', { type: 'held' as const, until: MONDAY + 40 * LIMIT }],
    ['ends', { type: 'withdrawn' as const }],
  ])('takes its question back when the case %s', (_, event) => {
    const play = after(held(), LIMIT);
    play.tell(event);
    expect(kinds(play)).not.toContain('on-hold');
  });

  it('does not go on over a reply that nobody has dealt with', () => {
    const play = after(held(), LIMIT);
    play.tell({ type: 'replied' });
    play.doTask('on-hold', 'resume').run();
    expect(play.need).toMatchObject({ need: 'wait', for: 'answer' });
    expect(play.sent()).toEqual([]);
  });
});

it('a hold with a date asks nobody: it ends by itself', () => {
  const play = new Play(program, rulesOf('dental-lab'), MONDAY);
  play.run((now) => now.need.need === 'wait');
  play.tell({ type: 'held', until: MONDAY + 3 * LIMIT });
  expect(kinds(after(recorded(play), 2 * LIMIT))).toEqual([]);
});
