import { expect } from '@jest/globals';
import type { Stage } from '../client/support/stage.ts';
import { RehearsedCase } from '../support/rehearsed.ts';
import type { Scenario } from './scenario.ts';

const ZONE = 'Australia/Sydney';

const open = (sent: string) => (stage: Stage) =>
  RehearsedCase.open(stage, ZONE, {
    procedure: 'three-follow-ups',
    facts: {
      'solution-sent': sent,
      'customer-name': 'Pat Example',
      'agent-name': 'Sam Sample',
      issue: 'the printer that does not wake up',
      'thread-subject': 'Printer asleep',
      'thread-message-id': '<ticket-77@example.com>',
    },
    contact: { name: 'Pat Example', email: 'pat@example.com' },
  });

const THURSDAY = '2026-03-12T10:00:00+11:00';

const ALL = [
  'Mon 16 Mar 9h send-email:follow-up-1',
  'Wed 18 Mar 9h send-email:follow-up-2',
  'Fri 20 Mar 9h send-email:follow-up-3',
];

const answeredBefore = (step: string, sent: number): Scenario => ({
  name: `three-follow-ups-reply-before-${step}`,
  rule: `a reply before ${step} hands the ticket back to the agent after ${sent} follow-ups`,
  open: open(THURSDAY),
  play: async (played) => {
    await played.until(`step:${step}`);
    await played.reply();
    expect(await played.openTasks()).toEqual(['reply']);
    await played.task('reply', 'settle');
    expect(await played.sent()).toEqual(ALL.slice(0, sent));
    expect(await played.outcome()).toBe('answered');
  },
});

export const threeFollowUps: Scenario[] = [
  {
    name: 'three-follow-ups-no-answer',
    rule: 'sent on a Thursday, follow-ups go out on Monday, Wednesday and Friday, and the ticket is resolved; no fourth',
    open: open(THURSDAY),
    play: async (played) => {
      await played.until('nothing');
      expect(await played.outcome()).toBe('ended');
      expect(await played.outbox()).toEqual([...ALL, 'Fri 20 Mar 9h act:resolve-ticket']);
      const emails = (await played.stage.client.outbox({ caseId: played.id })).filter(
        ({ channel }) => channel === 'email',
      );
      expect(emails.map(({ subject }) => subject)).toEqual(Array(3).fill('Re: Printer asleep'));
      for (const { body } of emails) expect(body).toMatchObject({ thread: ['<ticket-77@example.com>'] });
    },
  },
  answeredBefore('day-3', 0),
  answeredBefore('day-5', 1),
  answeredBefore('day-7', 2),
  {
    name: 'three-follow-ups-second-round',
    rule: 'when the agent has answered and waits again, a new round of three begins',
    open: open(THURSDAY),
    play: async (played) => {
      await played.until('step:day-5');
      await played.reply();
      await played.stage.client.waitAgain(played.id, { by: 'sam' });
      await played.until('nothing');
      expect(await played.outcome()).toBe('ended');
      const entries = await played.stage.client.timeline(played.id);
      const rounds = entries.filter(({ about, what }) => what === 'done' && about?.includes('send-email'));
      expect(rounds.map(({ round }) => round)).toEqual([1, 2, 2, 2]);
    },
  },
  {
    name: 'three-follow-ups-reopened',
    rule: 'a reply after closing opens the same ticket again; the case shows all rounds',
    open: open(THURSDAY),
    play: async (played) => {
      await played.until('nothing');
      expect(await played.outcome()).toBe('ended');
      await played.reply('It still does not wake up.');
      expect(await played.openTasks()).toEqual(['reply']);
      expect((await played.outbox()).at(-1)).toContain('act:reopen-ticket');
      await played.stage.client.waitAgain(played.id, { by: 'sam' });
      await played.until('nothing');
      expect(await played.outcome()).toBe('ended');
      const entries = await played.stage.client.timeline(played.id);
      const ends = entries.filter(({ what }) => what === 'ended');
      expect(ends.map(({ round, because }) => `${round} ${because}`)).toEqual(['1 ended', '2 ended']);
      expect(await played.sent()).toHaveLength(6);
    },
  },
  {
    name: 'three-follow-ups-undelivered',
    rule: 'a follow-up that bounced does not count: a person looks at the address, and it goes out once more before the next',
    open: open(THURSDAY),
    play: async (played) => {
      await played.until('step:day-5');
      const bounce = { id: 'bounce-1', key: 'day-3/1', effect: 0, delivered: false };
      await played.stage.client.engine.workflow.getHandle(played.id).signal('deliveryReported', bounce);
      await played.until('problem');
      expect(await played.openTasks()).toEqual(['problem']);
      await played.task('problem', 'try-again');
      await played.until('nothing');
      expect((await played.sent()).map((line) => line.split(':')[1])).toEqual([
        'follow-up-1',
        'follow-up-1',
        'follow-up-2',
        'follow-up-3',
      ]);
      expect(await played.outcome()).toBe('ended');
    },
  },
  {
    name: 'three-follow-ups-hold-over-a-weekend',
    rule: 'held over a weekend, the second follow-up waits for Monday and the third keeps its full day between',
    open: open(THURSDAY),
    play: async (played) => {
      await played.until('step:day-5');
      const until = new Date('2026-03-22T12:00:00+11:00').getTime();
      await played.stage.client.hold(played.id, { until, by: 'sam' });
      await played.until('nothing');
      expect((await played.sent()).slice(1)).toEqual([
        'Mon 23 Mar 9h send-email:follow-up-2',
        'Wed 25 Mar 9h send-email:follow-up-3',
      ]);
    },
  },
];
