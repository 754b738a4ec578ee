import type { Instant } from '../../domain/program/program.ts';
import type { Contact } from '../../ledger/schema.ts';
import { lastWeekday } from './dates.ts';
import { type Path, type Sample, type SampleCase, type Way, withdrawnOn } from './sample.ts';

const CUSTOMER: Contact = { name: 'Chris Example', email: 'chris@example.com' };

function threeFollowUps(now: Instant): Sample {
  return {
    procedure: 'three-follow-ups',
    contact: CUSTOMER,
    facts: {
      'solution-sent': lastWeekday(now, 'Australia/Sydney'),
      'customer-name': 'Chris Example',
      'agent-name': 'Sam Sample',
      issue: 'the printer prints blank pages',
      'thread-subject': 'Printer prints blank pages',
    },
  };
}

const WAYS: Way[] = [
  { title: 'nobody answers', ends: 'ended' },
  { title: 'the customer answers after the first follow-up', ends: 'answered', replyOn: 'follow-up-1' },
  {
    title: 'the customer answers, the agent answers back and waits again: a new round',
    ends: 'ended',
    replyOn: 'follow-up-2',
    tasks: { reply: 'wait-again' },
  },
  {
    title: 'the customer answers after the ticket was closed: the same ticket opens again',
    ends: 'answered',
    replyOn: 30,
  },
  withdrawnOn('follow-up-1'),
];

/** Every way through three follow-ups. */
export function threeFollowUpsPaths(now: Instant): Path[] {
  return WAYS.map((way) => ({ ...threeFollowUps(now), ...way }));
}

export function threeFollowUpsSamples(now: Instant): SampleCase[] {
  return [
    { id: 'ticket-1', ...threeFollowUps(now), story: ['next', 'to-the-end'] },
    { id: 'ticket-2', ...threeFollowUps(now), story: ['next', { reply: 'It still prints blank pages.' }] },
    { id: 'ticket-3', ...threeFollowUps(now), story: ['next'] },
  ];
}
