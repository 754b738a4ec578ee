import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { plusDays } from '../../../domain/statement/days.ts';
import { localDate } from '../../../domain/calendar/localTime.ts';
import { Play } from '../../support/playing.ts';
import { programOf, rulesOf } from '../../support/shipped.ts';

const ZONE = 'America/New_York';
const day = (at: number) => DateTime.fromMillis(at, { zone: ZONE }).toFormat('ccc d MMM HH:mm');
/** A Monday on which the oldest invoice was due. */
const DUE = DateTime.fromISO('2026-03-02T12:00', { zone: ZONE }).toMillis();

/** One invoice: its levels come 7, 21 and 45 days after it was due, then every 30 days. */
function open(): Play {
  const play = new Play(programOf('customer-statement', null), rulesOf('receivables'), DUE);
  let reviews = 0;
  play.coming = () => {
    const days = [7, 21, 45][reviews] ?? 45 + (reviews - 2) * 30;
    reviews += 1;
    return { standing: 'overdue', on: plusDays(localDate(ZONE, DUE), days) };
  };
  return play;
}
const log = (play: Play, action: string) => {
  const task = play.state.tasks.find(({ kind }) => kind === 'review');
  play.tell({ type: 'action-logged', task: task?.key ?? 'none', action });
  return play.run();
};
const done = (play: Play) => log(play, 'letter').doTask('review', 'done').run();

describe('a customer with an overdue invoice', () => {
  it('is on the list at each level, one after the other, and again after the last', () => {
    const play = open().run();
    const dates = [day(play.at)];
    for (let level = 0; level < 3; level += 1) dates.push(day(done(play).at));
    expect(dates).toEqual(['Mon 9 Mar 09:00', 'Mon 23 Mar 09:00', 'Thu 16 Apr 09:00', 'Mon 18 May 09:00']);
    expect(play.state.outcome).toBeNull();
  });

  it('is not done with before something was done about it', () => {
    const play = open().run().doTask('review', 'done').run();
    expect(play.state.tasks.map(({ kind }) => kind)).toEqual(['review']);
    expect(done(play).state.log.map(({ what }) => what)).toContain('action-done');
    expect(day(play.at)).toBe('Mon 23 Mar 09:00');
  });

  it('gets the email of the level when a person orders it, and that counts as done', () => {
    const play = log(open().run(), 'email');
    expect(play.sent()).toEqual(['send-email:firm']);
    expect(play.state.tasks[0]?.logged).toEqual(['email']);
    play.doTask('review', 'done').run();
    expect(day(play.at)).toBe('Mon 23 Mar 09:00');
  });

  it('whose email could not be sent stays on the list, and nothing is logged', () => {
    const play = open().run();
    const task = play.state.tasks[0]?.key ?? 'none';
    play.tell({ type: 'action-logged', task, action: 'email' });
    play.run((now) => now.need.need === 'perform');
    play.step(() => ({ status: 'failed', reason: 'no-address' }));
    play.run();
    expect(play.state.log.map(({ what }) => what)).toContain('action-failed');
    expect(play.state.tasks[0]?.logged).toBeUndefined();
    expect(play.need).toMatchObject({ need: 'wait', for: 'task' });
  });

  it('comes back on a date that a person sets by hand instead of the next level', () => {
    const play = log(open().run(), 'letter');
    play.doTask('review', 'done', DateTime.fromISO('2026-04-01T10:00', { zone: ZONE }).toMillis()).run();
    expect(day(play.at)).toBe('Thu 2 Apr 09:00');
  });

  it('is off the list when all is paid, whether it was waiting or being looked at', () => {
    const waiting = done(open().run());
    waiting.tell({ type: 'condition-met', condition: 'paid' });
    expect(waiting.run().state.outcome?.outcome).toBe('paid');
    expect(waiting.state.tasks).toEqual([]);
    const asked = open();
    asked.coming = () => ({ standing: 'clear', on: null });
    expect(asked.run().state.outcome?.outcome).toBe('paid');
  });

  it('of whom all is disputed waits until that is settled', () => {
    const play = open();
    play.coming = () => ({ standing: 'disputed', on: null });
    play.run();
    expect(play.need).toMatchObject({ need: 'wait', until: null, for: 'change' });
    play.coming = () => ({ standing: 'overdue', on: '2026-03-20' });
    play.tell({ type: 'condition-met', condition: 'items-changed' });
    play.run();
    expect(day(play.at)).toBe('Fri 20 Mar 09:00');
  });

  it('who answers is asked for nothing until a person settles or resumes', () => {
    const play = open().run();
    play.tell({ type: 'replied' });
    log(play, 'email');
    expect(play.sent()).toEqual([]);
    expect(play.need).toMatchObject({ need: 'wait', for: 'answer' });
  });
});
