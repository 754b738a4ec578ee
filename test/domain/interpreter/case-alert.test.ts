import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { Play } from '../../support/playing.ts';
import { rulesOf, programOf } from '../../support/shipped.ts';

const ZONE = 'America/Los_Angeles';
/** A Monday without a holiday in the two weeks that follow. */
const MONDAY = DateTime.fromISO('2026-03-09T10:00', { zone: ZONE }).toMillis();

const open = (variant: '2' | '5') =>
  new Play(programOf('case-alert', variant), rulesOf('dental-lab'), MONDAY);
const day = (at: number) => DateTime.fromMillis(at, { zone: ZONE }).toFormat('ccc d MMM HH:mm');
const atWork = (play: Play) => play.need.need === 'perform';
const waitsFor = (step: string) => (play: Play) => play.need.need === 'wait' && play.need.about === step;

describe('a case alert that nobody answers', () => {
  it('reminds once every business day and then proceeds, after the release task is done', () => {
    const play = open('2').run();
    expect(play.need).toMatchObject({ need: 'wait', for: 'task' });
    play.doTask('step').run();
    expect(play.out.map(({ at, what }) => `${day(at)} ${what}`)).toEqual([
      'Mon 9 Mar 10:00 note:original-alert',
      'Tue 10 Mar 09:00 send-portal:reminder-1',
      'Tue 10 Mar 09:00 note:reminder',
      'Wed 11 Mar 09:00 send-portal:last-reminder',
      'Wed 11 Mar 09:00 note:reminder',
      'Thu 12 Mar 09:00 act:proceed',
      'Thu 12 Mar 09:00 send-portal:response',
      'Thu 12 Mar 09:00 note:response',
    ]);
    expect(play.state.outcome?.outcome).toBe('proceeded');
  });

  it('of variant 5 gets five reminders on five business days', () => {
    const play = open('5').run().doTask('step').run();
    expect(play.sent()).toHaveLength(6);
    expect(play.state.attempts).toBe(6);
  });

  it('holds the response back when the release task is done after hours, until the next working morning', () => {
    const play = open('2').run();
    play.at = DateTime.fromISO('2026-03-12T20:00', { zone: ZONE }).toMillis();
    play.doTask('step').run();
    const response = play.out.find(({ what }) => what === 'send-portal:response');
    expect(day(response?.at ?? 0)).toBe('Fri 13 Mar 09:00');
  });
});

describe('a reply to a case alert', () => {
  it.each(['day-1', 'day-2', 'day-3', 'day-4', 'day-5', 'day-6'])(
    'before %s stops everything: nothing further is sent until a person settles or resumes',
    (step) => {
      const play = open('5').run(waitsFor(step));
      const before = play.sent().length;
      play.tell({ type: 'replied' });
      play.run();
      expect(play.need).toMatchObject({ need: 'wait', for: 'answer', until: null });
      expect(play.sent()).toHaveLength(before);
      play.tell({ type: 'settled' });
      play.run();
      expect(play.state.outcome?.outcome).toBe('answered');
      expect(play.sent()).toHaveLength(before);
    },
  );

  it('after which the case is resumed goes on with the next reminder on a later day, not with several at once', () => {
    const play = open('5').run(waitsFor('day-3'));
    play.tell({ type: 'replied' });
    play.run();
    play.at = DateTime.fromISO('2026-03-17T15:00', { zone: ZONE }).toMillis();
    play.tell({ type: 'resumed' });
    play.run().doTask('step').run();
    const after = play.out.filter(
      ({ at }) => at > play.state.log.find((entry) => entry.what === 'resumed')!.at,
    );
    expect(
      after.filter(({ effect }) => effect.verb === 'send').map(({ at, what }) => `${day(at)} ${what}`),
    ).toEqual([
      'Wed 18 Mar 09:00 send-portal:reminder-3',
      'Thu 19 Mar 09:00 send-portal:reminder-4',
      'Fri 20 Mar 09:00 send-portal:last-reminder',
      'Mon 23 Mar 09:00 send-portal:response',
    ]);
  });

  it('while the response is prepared stops the response if the portal has not been called', () => {
    const play = open('2').run().doTask('step').run(atWork);
    play.step((effect) =>
      effect.verb === 'act' ? { status: 'answered', replies: ['reply-7'] } : play.well(effect),
    );
    play.run();
    expect(play.state.answered?.replies).toEqual(['reply-7']);
    expect(play.sent()).not.toContain('send-portal:response');
  });

  it('after the end is a task for the owner and changes no outcome', () => {
    const play = open('2').run().doTask('step').run();
    play.tell({ type: 'replied' });
    play.run();
    expect(play.state.tasks.map((task) => task.kind)).toEqual(['late-reply']);
    expect(play.state.outcome?.outcome).toBe('proceeded');
  });
});

describe('cancelling a case', () => {
  const cancelling = () => {
    const play = open('5');
    play.tell({ type: 'fact-chosen', fact: 'resolution', value: 'cancel' });
    return play;
  };

  /** The team, asked first, wants it as well. */
  const wanted = () => cancelling().run().doTask('choose-resolution', 'cancel').run();

  it('asks the team first, with every other way to go and the Rx before all others', () => {
    const play = cancelling().run();
    expect(play.state.tasks).toMatchObject([{ kind: 'choose-resolution', role: 'case-team' }]);
    expect(play.state.tasks[0]?.options).toEqual([
      'as-on-rx',
      'as-suggested',
      'as-is',
      'with',
      'part',
      'other',
      'cancel',
    ]);
    play.doTask('choose-resolution', 'part').run().doTask('step').run();
    expect(play.state.outcome?.outcome).toBe('proceeded');
    expect(play.out.map(({ what }) => what)).not.toContain('act:cancel');
  });

  it('of a case that waits for shade or implant needs no question to the team, but every follow-up, the warning and the manager', () => {
    const play = cancelling();
    play.tell({ type: 'fact-chosen', fact: 'pending-on', value: 'shade' });
    play.run();
    expect(play.sent()).toHaveLength(5);
    expect(play.sent()).toContain('send-portal:cancellation-warning');
    expect(play.state.tasks.map(({ kind }) => kind)).toEqual(['decision']);
    play.doTask('decision', 'approve').run();
    expect(play.state.outcome?.outcome).toBe('cancelled');
  });

  it('needs the cancellation warning and a manager, and then says so to the dentist', () => {
    const play = wanted();
    expect(play.need).toMatchObject({ need: 'wait', for: 'decision', about: 'cancel' });
    expect(play.sent()).toContain('send-portal:cancellation-warning');
    expect(play.out.map(({ what }) => what)).not.toContain('act:cancel');
    play.doTask('decision', 'approve').run();
    expect(play.out.slice(-3).map(({ what }) => what)).toEqual([
      'act:cancel',
      'send-portal:cancellation',
      'note:response',
    ]);
    expect(play.state.outcome?.outcome).toBe('cancelled');
  });

  it('does not happen by silence, however long the manager says nothing', () => {
    const play = cancelling().run();
    play.at += 400 * 24 * 3_600_000;
    play.tell({ type: 'time-came' });
    play.run();
    expect(play.state.outcome).toBeNull();
  });

  it('that a manager declines waits for another resolution and then goes on with it', () => {
    const play = wanted().doTask('decision', 'decline').run();
    expect(play.state.tasks.map((task) => task.kind)).toEqual(['choose-resolution']);
    play.doTask('choose-resolution', 'as-on-rx').run().doTask('step').run();
    expect(play.state.outcome?.outcome).toBe('proceeded');
  });

  it('chosen after the last reminder is warned of anew, on another day, before anything else', () => {
    const play = open('5').run(waitsFor('day-6'));
    play.tell({ type: 'fact-chosen', fact: 'resolution', value: 'cancel' });
    play.run();
    expect(play.sent().slice(-2)).toEqual(['send-portal:last-reminder', 'send-portal:cancellation-warning']);
    const [last, warning] = play.out.filter(({ effect }) => effect.verb === 'send').slice(-2);
    expect(day(last!.at)).toBe('Mon 16 Mar 09:00');
    expect(day(warning!.at)).toBe('Tue 17 Mar 09:00');
    expect(play.need).toMatchObject({ need: 'wait', for: 'decision' });
  });

  it('stands still when a reply comes after the approval: the approval no longer counts', () => {
    const play = wanted().doTask('decision', 'approve').run(atWork);
    play.step((effect) =>
      effect.verb === 'act' ? { status: 'answered', replies: ['r'] } : play.well(effect),
    );
    play.run();
    play.tell({ type: 'resumed' });
    play.run();
    expect(play.state.approvals).toEqual([]);
    expect(play.need).toMatchObject({ need: 'wait', for: 'decision' });
  });

  it('is not called off while the warning goes out: the dentist never gets the warning and a reminder on one day', () => {
    const play = open('5');
    play.tell({ type: 'fact-chosen', fact: 'resolution', value: 'cancel' });
    play.run((now) => atWork(now) && now.need.need === 'perform' && now.need.step === 'day-5');
    const need = play.need;
    play.tell({ type: 'fact-chosen', fact: 'resolution', value: 'as-is' });
    expect(play.need).toEqual(need);
    play.run(waitsFor('day-6'));
    expect(play.sent().filter((what) => what.includes('warning') || what.includes('last'))).toHaveLength(1);
  });

  it('can no longer be chosen once the response has begun', () => {
    const play = open('5').run();
    play.tell({ type: 'fact-chosen', fact: 'resolution', value: 'cancel' });
    expect(play.state.facts['resolution']).toBe('as-suggested');
  });
});

describe('a reminder that a person leaves out', () => {
  it('is not posted as sent on the case, and the next one goes out on its day', () => {
    const play = open('5').run(waitsFor('day-1'));
    play.step();
    play.step((effect) =>
      effect.verb === 'send' ? { status: 'failed', reason: 'ambiguous' } : play.well(effect),
    );
    play.run().doTask('problem', 'leave-it-out').run(waitsFor('day-3'));
    expect(play.out.map(({ what }) => what)).toEqual([
      'note:original-alert',
      'send-portal:reminder-2',
      'note:reminder',
    ]);
    expect(play.state.attempts).toBe(1);
  });

  it('because it cannot be posted by hand is not posted as sent either', () => {
    const play = open('5').run(waitsFor('day-1'));
    play.step();
    play.step(() => ({ status: 'with-person', task: 'by-hand:1', options: ['posted', 'not-possible'] }));
    play.run().doTask('by-hand', 'not-possible').run(waitsFor('day-2'));
    expect(play.out.map(({ what }) => what)).toEqual(['note:original-alert']);
  });
});

describe('a release task that is not possible', () => {
  const notPossible = () => open('2').run().doTask('step', 'not-possible').run();
  const response = ['act:proceed', 'send-portal:response', 'note:response'];
  const afterReminders = (play: Play) => play.out.slice(5).map(({ what }) => what);

  it('lets nothing follow that builds on it before a person has judged', () => {
    const play = notPossible();
    expect(play.need).toMatchObject({ need: 'wait', for: 'problem', about: 'task-not-possible' });
    expect(afterReminders(play)).toEqual([]);
  });

  it('tried again, is asked of people anew, and done this time the case proceeds', () => {
    const play = notPossible().doTask('problem', 'try-again').run();
    expect(play.need).toMatchObject({ need: 'wait', for: 'task' });
    expect(afterReminders(play)).toEqual([]);
    play.doTask('step', 'done').run();
    expect(afterReminders(play)).toEqual(response);
  });

  it.each(['count-as-done', 'leave-it-out'])('goes on once a person says "%s"', (option) => {
    expect(afterReminders(notPossible().doTask('problem', option).run())).toEqual(response);
  });
});

describe('a hold', () => {
  it('over a weekend moves the next reminder to the first working morning after it', () => {
    const play = open('5').run(waitsFor('day-4'));
    play.tell({ type: 'held', until: DateTime.fromISO('2026-03-15T12:00', { zone: ZONE }).toMillis() });
    play.run().doTask('step').run();
    const fourth = play.out.find(({ what }) => what === 'send-portal:reminder-4');
    expect(day(fourth?.at ?? 0)).toBe('Mon 16 Mar 09:00');
  });
});
