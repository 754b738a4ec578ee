import { expect } from '@jest/globals';
import type { Stage } from '../client/support/stage.ts';
import { RehearsedCase } from '../support/rehearsed.ts';
import type { Scenario } from './scenario.ts';

const ZONE = 'America/Los_Angeles';

const open =
  (variant: '2' | '5', sent: string, facts: Record<string, string> = {}) =>
  (stage: Stage) =>
    RehearsedCase.open(stage, ZONE, {
      procedure: 'case-alert',
      variant,
      facts: { 'alert-sent': sent, 'doctor-name': 'Example', ...facts },
      contact: { name: 'Dr. Example', portal: 'example-dental' },
    });

/** A Monday after the clocks went forward, without a holiday near. */
const MONDAY = '2026-03-09T10:00:00-07:00';

const answeredBefore = (variant: '2' | '5', step: string, sent: number): Scenario => ({
  name: `case-alert-${variant}-reply-before-${step}`,
  rule: `variant ${variant}: a reply before ${step} leaves ${sent} messages sent and no more; settling ends the case as answered`,
  open: open(variant, MONDAY),
  play: async (played) => {
    await played.until(`step:${step}`);
    await played.reply();
    expect(await played.openTasks()).toEqual(['reply']);
    await played.task('reply', 'settle');
    expect(await played.sent()).toHaveLength(sent);
    expect(await played.outcome()).toBe('answered');
  },
});

export const caseAlert: Scenario[] = [
  {
    name: 'case-alert-2-no-answer',
    rule: 'variant 2: two reminders on two business days, then the release task, then the response',
    open: open('2', MONDAY),
    play: async (played) => {
      await played.until('task');
      await played.task('step');
      expect(await played.outcome()).toBe('proceeded');
      expect(await played.outbox()).toEqual([
        'Mon 9 Mar 10h note:original-alert',
        'Tue 10 Mar 9h send-portal:reminder-1',
        'Tue 10 Mar 9h note:reminder',
        'Wed 11 Mar 9h send-portal:last-reminder',
        'Wed 11 Mar 9h note:reminder',
        'Thu 12 Mar 9h act:proceed',
        'Thu 12 Mar 9h send-portal:response',
        'Thu 12 Mar 9h note:response',
      ]);
    },
  },
  {
    name: 'case-alert-5-no-answer',
    rule: 'variant 5: five reminders on five business days, then the response on the sixth',
    open: open('5', MONDAY),
    play: async (played) => {
      await played.until('task');
      await played.task('step');
      expect(await played.outcome()).toBe('proceeded');
      expect(await played.sent()).toEqual([
        'Tue 10 Mar 9h send-portal:reminder-1',
        'Wed 11 Mar 9h send-portal:reminder-2',
        'Thu 12 Mar 9h send-portal:reminder-3',
        'Fri 13 Mar 9h send-portal:reminder-4',
        'Mon 16 Mar 9h send-portal:last-reminder',
        'Tue 17 Mar 9h send-portal:response',
      ]);
    },
  },
  answeredBefore('2', 'day-1', 0),
  answeredBefore('2', 'day-2', 1),
  answeredBefore('2', 'day-3', 2),
  answeredBefore('5', 'day-1', 0),
  answeredBefore('5', 'day-2', 1),
  answeredBefore('5', 'day-3', 2),
  answeredBefore('5', 'day-4', 3),
  answeredBefore('5', 'day-5', 4),
  answeredBefore('5', 'day-6', 5),
  {
    name: 'case-alert-5-reply-before-the-response',
    rule: 'a reply while the release task is open stops the response',
    open: open('5', MONDAY),
    play: async (played) => {
      await played.until('task');
      await played.reply();
      await played.task('reply', 'settle');
      expect(await played.sent()).toHaveLength(5);
      expect(await played.outcome()).toBe('answered');
    },
  },
  {
    name: 'case-alert-5-resume',
    rule: 'a reply that was no answer: resumed, the case goes on with the next reminder, one a business day',
    open: open('5', MONDAY),
    play: async (played) => {
      await played.until('step:day-3');
      await played.reply();
      await played.at('2026-03-16T15:00');
      await played.task('reply', 'resume');
      await played.until('task');
      await played.task('step');
      expect((await played.sent()).slice(2)).toEqual([
        'Tue 17 Mar 9h send-portal:reminder-3',
        'Wed 18 Mar 9h send-portal:reminder-4',
        'Thu 19 Mar 9h send-portal:last-reminder',
        'Fri 20 Mar 9h send-portal:response',
      ]);
    },
  },
  {
    name: 'case-alert-2-friday-evening',
    rule: 'sent on Friday at 17:01, Monday is day zero with a post and no message; the first reminder goes out on Tuesday',
    open: open('2', '2026-03-06T17:01:00-08:00'),
    play: async (played) => {
      await played.until('task');
      await played.task('step');
      expect((await played.outbox()).slice(0, 3)).toEqual([
        'Fri 6 Mar 17h note:original-alert',
        'Mon 9 Mar 9h note:day-zero-moved',
        'Tue 10 Mar 9h send-portal:reminder-1',
      ]);
      expect(await played.outcome()).toBe('proceeded');
    },
  },
  {
    name: 'case-alert-2-holiday-monday',
    rule: 'a holiday on Monday is no business day: sent on the Friday before, the first reminder goes out on Tuesday',
    open: open('2', '2026-05-22T10:00:00-07:00'),
    play: async (played) => {
      await played.until('task');
      await played.task('step');
      expect(await played.sent()).toEqual([
        'Tue 26 May 9h send-portal:reminder-1',
        'Wed 27 May 9h send-portal:last-reminder',
        'Thu 28 May 9h send-portal:response',
      ]);
    },
  },
  {
    name: 'case-alert-5-hold-over-a-weekend',
    rule: 'held from Thursday until Sunday, the case goes on by itself on Monday, and nothing goes out in a bunch',
    open: open('5', MONDAY),
    play: async (played) => {
      await played.until('step:day-4');
      const until = new Date('2026-03-15T12:00:00-07:00').getTime();
      await played.stage.client.hold(played.id, { until, by: 'someone' });
      await played.until('task');
      await played.task('step');
      expect((await played.sent()).slice(3)).toEqual([
        'Mon 16 Mar 9h send-portal:reminder-4',
        'Tue 17 Mar 9h send-portal:last-reminder',
        'Wed 18 Mar 9h send-portal:response',
      ]);
    },
  },
  {
    name: 'case-alert-5-cancel-approved',
    rule: 'cancelling needs the cancellation warning on day 5, the team and a manager, and then the dentist gets the notice',
    open: open('5', MONDAY, { resolution: 'cancel' }),
    play: async (played) => {
      await played.until('decision');
      expect(await played.openTasks()).toEqual(['choose-resolution']);
      await played.task('choose-resolution', 'cancel');
      expect(await played.openTasks()).toEqual(['decision']);
      expect((await played.sent()).at(-1)).toBe('Mon 16 Mar 9h send-portal:cancellation-warning');
      await played.task('decision', 'approve');
      expect(await played.outcome()).toBe('cancelled');
      expect((await played.outbox()).slice(-3).map((line) => line.slice(line.lastIndexOf(' ') + 1))).toEqual([
        'act:cancel',
        'send-portal:cancellation',
        'note:response',
      ]);
    },
  },
  {
    name: 'case-alert-5-cancel-declined',
    rule: 'a manager declines: nothing is cancelled, the team chooses another resolution and the case proceeds with it',
    open: open('5', MONDAY, { resolution: 'cancel' }),
    play: async (played) => {
      await played.until('decision');
      await played.task('choose-resolution', 'cancel');
      await played.task('decision', 'decline');
      await played.task('choose-resolution', 'as-on-rx');
      await played.until('task');
      await played.task('step');
      expect(await played.outcome()).toBe('proceeded');
      expect((await played.outbox()).some((line) => line.includes('act:cancel'))).toBe(false);
    },
  },
  {
    name: 'case-alert-5-cancel-chosen-late',
    rule: 'changing to cancel after the last reminder gives a new warning on another day before anybody is asked',
    open: open('5', MONDAY),
    play: async (played) => {
      await played.until('step:day-6');
      await played.stage.client.chooseResolution(played.id, { resolution: 'cancel', by: 'someone' });
      await played.until('decision');
      expect((await played.sent()).slice(-2)).toEqual([
        'Mon 16 Mar 9h send-portal:last-reminder',
        'Tue 17 Mar 9h send-portal:cancellation-warning',
      ]);
      await played.task('choose-resolution', 'cancel');
      await played.task('decision', 'approve');
      expect(await played.outcome()).toBe('cancelled');
    },
  },
  {
    name: 'case-alert-5-team-chooses-otherwise',
    rule: 'the team, asked before a cancellation, chooses the Rx: the case proceeds and nothing is cancelled',
    open: open('5', MONDAY, { resolution: 'cancel' }),
    play: async (played) => {
      await played.until('decision');
      await played.task('choose-resolution', 'as-on-rx');
      await played.until('task');
      await played.task('step');
      expect(await played.outcome()).toBe('proceeded');
      expect((await played.outbox()).some((line) => line.includes('act:cancel'))).toBe(false);
    },
  },
  {
    name: 'case-alert-5-pending-on-shade',
    rule: 'a case that waits for the shade may be cancelled after every follow-up, with the warning and a manager, without asking the team',
    open: open('5', MONDAY, { resolution: 'cancel', 'pending-on': 'shade' }),
    play: async (played) => {
      await played.until('decision');
      expect(await played.sent()).toHaveLength(5);
      expect(await played.openTasks()).toEqual(['decision']);
      await played.task('decision', 'approve');
      expect(await played.outcome()).toBe('cancelled');
    },
  },
  {
    name: 'case-alert-5-reply-voids-approval',
    rule: 'a reply while the manager is asked stops the cancellation; going on afterwards warns and asks anew',
    open: open('5', MONDAY, { resolution: 'cancel' }),
    play: async (played) => {
      await played.until('decision');
      await played.task('choose-resolution', 'cancel');
      await played.reply();
      expect(await played.openTasks()).toEqual(['reply']);
      await played.task('reply', 'resume');
      await played.until('decision');
      expect((await played.sent()).slice(-2)).toEqual([
        'Mon 16 Mar 9h send-portal:cancellation-warning',
        'Tue 17 Mar 9h send-portal:cancellation-warning',
      ]);
      await played.task('choose-resolution', 'cancel');
      await played.task('decision', 'approve');
      expect(await played.outcome()).toBe('cancelled');
    },
  },
  {
    name: 'case-alert-2-withdrawn',
    rule: 'a withdrawn case ends at once and nothing more is sent',
    open: open('2', MONDAY),
    play: async (played) => {
      await played.until('step:day-2');
      await played.stage.client.withdraw(played.id, { by: 'someone' });
      expect(await played.outcome()).toBe('withdrawn');
      expect(await played.sent()).toHaveLength(1);
    },
  },
  {
    name: 'case-alert-2-reply-after-the-end',
    rule: 'a reply after we proceeded is kept and becomes a task for the owner; the outcome stays',
    open: open('2', MONDAY),
    play: async (played) => {
      await played.until('task');
      await played.task('step');
      expect(await played.outcome()).toBe('proceeded');
      await played.stage.client.reply(played.id, { text: 'Sorry, I was away.', source: 'test' });
      expect(await played.openTasks()).toEqual(['late-reply']);
      expect(await played.outcome()).toBe('proceeded');
    },
  },
];
