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

describe('an email that a person ordered and that does not arrive', () => {
  const bounced = () => {
    const play = log(open().run(), 'email');
    play.tell({ type: 'undelivered', key: 'errand-1', effect: 0 });
    return play.run();
  };

  it('is no attempt, and a person is asked about it before anything else is sent', () => {
    const play = bounced();
    expect(play.state.attempts).toBe(0);
    expect(play.need).toMatchObject({ need: 'wait', for: 'problem', about: 'undelivered' });
    expect(play.state.tasks.map(({ kind }) => kind).sort()).toEqual(['problem', 'review']);
  });

  it('does not count as done: the account stays on the list until something else was', () => {
    const play = bounced().doTask('problem', 'leave-it-out').run();
    play.doTask('review', 'done').run();
    expect(play.state.tasks.map(({ kind }) => kind)).toEqual(['review']);
    expect(day(done(play).at)).toBe('Mon 23 Mar 09:00');
  });

  it('goes out again when that person says so, as work of its own', () => {
    const play = bounced().doTask('problem', 'try-again').run();
    expect(play.sent()).toEqual(['send-email:firm', 'send-email:firm']);
    expect(play.state.attempts).toBe(1);
    play.tell({ type: 'undelivered', key: 'errand-2', effect: 0 });
    expect(play.state.attempts).toBe(0);
  });

  it('counts all the same when that person says that it did arrive', () => {
    const play = bounced().doTask('problem', 'count-as-done').run();
    expect(play.state.attempts).toBe(1);
    expect(play.state.tasks[0]?.logged).toEqual(['email']);
    play.doTask('review', 'done').run();
    expect(day(play.at)).toBe('Mon 23 Mar 09:00');
  });

  it('is asked about also when its level is done with; sent again it is only with a level that is open', () => {
    const play = log(open().run(), 'email').doTask('review', 'done');
    play.tell({ type: 'undelivered', key: 'errand-1', effect: 0 });
    const [task] = play.state.tasks;
    expect(task).toMatchObject({ kind: 'problem', options: ['count-as-done', 'leave-it-out'] });
    play.doTask('problem', 'leave-it-out').run();
    expect([day(play.at), play.state.attempts]).toEqual(['Mon 23 Mar 09:00', 0]);
  });
});

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

  it('whose ordered email is called off by a hold: whoever ordered it reads that it did not go out', () => {
    const play = open().run();
    const task = play.state.tasks[0]?.key ?? 'none';
    play.tell({ type: 'action-logged', task, action: 'email' });
    play.run((now) => now.need.need === 'perform');
    play.step(() => ({ status: 'stopped' }));
    expect(play.state.log.at(-1)).toMatchObject({ what: 'action-failed', about: task, because: 'stopped' });
    expect(play.run().state.tasks[0]?.logged).toBeUndefined();
  });

  it('who answers before the ordered email: whoever ordered it reads that it did not go out', () => {
    const play = open().run();
    const task = play.state.tasks[0]?.key ?? 'none';
    play.tell({ type: 'action-logged', task, action: 'email' });
    play.run((now) => now.need.need === 'perform');
    play.step(() => ({ status: 'answered', replies: ['reply-1'] }));
    expect(play.state.log).toContainEqual(
      expect.objectContaining({ what: 'action-failed', because: 'answered' }),
    );
    expect(play.need.need).toBe('record');
    expect(play.run().need).toMatchObject({ need: 'wait', for: 'answer' });
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
