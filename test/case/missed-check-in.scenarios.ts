import { expect } from '@jest/globals';
import type { Stage } from '../client/support/stage.ts';
import { RehearsedCase } from '../support/rehearsed.ts';
import type { Scenario } from './scenario.ts';

const ZONE = 'America/Los_Angeles';

const open =
  (facts: Record<string, string> = {}, variant = 'check-in') =>
  (stage: Stage) =>
    RehearsedCase.open(stage, ZONE, {
      procedure: 'missed-check-in',
      variant,
      facts: {
        'check-in-due': '2026-03-09T12:00:00-07:00',
        'client-name': 'Pat',
        'coach-name': 'Kim',
        ...facts,
      },
      contact: {
        name: 'Pat Example',
        email: 'pat@example.com',
        phone: '+12025550143',
        portal: 'pat-example',
      },
    });

/** The coach left a voicemail, and the manager has been asked. */
async function asked(played: RehearsedCase): Promise<void> {
  await played.until('task');
  await played.task('call', 'voicemail');
  await played.until('decision');
}

const names = (lines: string[]) => lines.map((line) => line.slice(line.lastIndexOf(' ') + 1));

export const missedCheckIn: Scenario[] = [
  {
    name: 'missed-check-in-ended',
    rule: 'a missed check-in: written, called, written again, decided, warned of, and ended on Friday with its fee',
    open: open(),
    play: async (played) => {
      await asked(played);
      expect((await played.openTasks()).sort()).toEqual(['aside', 'decision']);
      await played.task('decision', 'approve');
      await played.until('closed');
      expect(await played.outcome()).toBe('ended');
      expect(names(await played.outbox())).toEqual([
        'send-portal:still-missing',
        'call:how-are-you',
        'send-text:very-late',
        'send-email:very-late',
        'tell:non-compliant',
        'send-portal:final-message',
        'act:end-programme',
        'act:stop-subscription',
        'note:programme-ended',
      ]);
      expect((await played.outbox()).at(-1)).toMatch(/^Fri 20 Mar 17h/);
    },
  },
  {
    name: 'missed-check-in-handed-in',
    rule: 'a check-in that is handed in between the final message and the end ends the case, and no programme',
    open: open(),
    play: async (played) => {
      await asked(played);
      await played.task('decision', 'approve');
      await played.until('step:end-of-week');
      await played.stage.client.conditionMet(played.id, { condition: 'checked-in' });
      expect(await played.outcome()).toBe('checked-in');
      expect(names(await played.outbox())).not.toContain('act:end-programme');
    },
  },
  {
    name: 'missed-check-in-declined',
    rule: 'a manager who declines gives the client back to the coach: nothing is ended and no final message goes out',
    open: open(),
    play: async (played) => {
      await asked(played);
      await played.task('decision', 'decline');
      await played.task('declined', 'hand-over');
      expect(await played.outcome()).toBe('handed-over');
      expect(names(await played.outbox())).not.toContain('send-portal:final-message');
    },
  },
  {
    name: 'missed-check-in-reply-after-approval',
    rule: 'a reply after the approval voids it: going on asks the manager again before anything is sent',
    open: open(),
    play: async (played) => {
      await asked(played);
      await played.task('decision', 'approve');
      await played.until('step:end-of-week');
      await played.reply();
      await played.task('reply', 'resume');
      await played.until('decision');
      expect(names(await played.sent()).filter((name) => name.endsWith('final-message'))).toHaveLength(1);
      await played.task('decision', 'approve');
      await played.until('closed');
      expect(await played.outcome()).toBe('ended');
    },
  },
  {
    name: 'missed-check-in-transition-call',
    rule: 'a client who only needs the transition call is handed over to the ticket desk without any contact',
    open: open({ 'programme-status': 'transition-call' }),
    play: async (played) => {
      expect(await played.outcome()).toBe('handed-over');
      expect(await played.sent()).toEqual([]);
    },
  },
  {
    name: 'missed-check-in-task-overdue',
    rule: 'a call that nobody makes is escalated to the manager, again and again, and never dropped',
    open: open({}, 'pore-clogger'),
    play: async (played) => {
      await played.until('task');
      await played.at('2026-03-13T12:00');
      const [task] = await played.stage.client.tasks({ caseId: played.id });
      expect(task?.kind).toBe('call');
      const entries = await played.stage.client.timeline(played.id);
      expect(entries.filter(({ what }) => what === 'escalated').length).toBeGreaterThanOrEqual(1);
      await played.stage.client.withdraw(played.id, { by: 'someone' });
      expect(await played.outcome()).toBe('withdrawn');
    },
  },
];
