import type { Instant } from '../../domain/program/program.ts';
import type { Contact } from '../../ledger/schema.ts';
import { answers, silent } from './answers.ts';
import { daysAfter, lastMonday } from './dates.ts';
import { type Path, type Sample, type SampleCase, type Way, withdrawnOn } from './sample.ts';

const CLIENT: Contact = {
  name: 'Pat Example',
  email: 'pat@example.com',
  phone: '+12025550143',
  portal: 'pat-example',
};

function missedCheckIn(now: Instant, variant: string, facts: Record<string, string> = {}): Sample {
  return {
    procedure: 'missed-check-in',
    variant,
    contact: CLIENT,
    facts: {
      'check-in-due': lastMonday(now, 'America/Los_Angeles'),
      'client-name': 'Pat',
      'coach-name': 'Kim Sample',
      ...facts,
    },
  };
}

const handedInOn = (on: number | string) => ({
  ends: 'checked-in' as const,
  conditions: [{ condition: 'checked-in', on }],
});

/** The endings of every variant. */
const ENDINGS: Way[] = [
  {
    title: 'nobody answers; the manager approves, and the programme ends on Friday',
    ends: 'ended',
    tasks: { call: 'voicemail' },
  },
  { title: 'the client answers after the call', ends: 'answered', replyOn: 'how-are-you' },
  {
    title: 'the manager declines, and somebody else takes over',
    ends: 'handed-over',
    tasks: { decision: 'decline', declined: 'hand-over' },
  },
  withdrawnOn('still-missing'),
];

const HANDED_IN: Way[] = [
  { title: 'handed in after the first message', ...handedInOn('still-missing') },
  { title: 'handed in before anything went out', ...handedInOn(1) },
  { title: 'handed in while the manager decides', ...handedInOn('non-compliant') },
  { title: 'approved, but handed in before the end', ...handedInOn('final-message') },
  {
    title: 'the portal says on the third day that it was handed in',
    ends: 'checked-in',
    lookUps: [answers('check-in', { handedIn: true }, 3)],
  },
  {
    title: 'promised on the phone for day 9, and kept',
    ends: 'checked-in',
    tasks: { 'how-are-you': { option: 'spoke', until: 9 } },
    conditions: [{ condition: 'checked-in', on: 8 }],
  },
];

/** These are about what was found at a check-in, which the portal has of course. */
const NOT_WAITED_FOR: Way = {
  title: 'the portal has the check-in: that ends nothing, the follow-up goes on',
  ends: 'ended',
  lookUps: [answers('check-in', { handedIn: true })],
};

const GOING_ON: Way[] = [
  {
    title: 'promised on the phone for day 9, and broken',
    ends: 'ended',
    tasks: { 'how-are-you': { option: 'spoke', until: 9 } },
  },
  {
    title: 'asks to be called tomorrow',
    ends: 'ended',
    tasks: { 'how-are-you': [{ option: 'call-at', until: 'tomorrow' }, 'spoke'] },
  },
  {
    title: 'a wrong number, corrected and called again',
    ends: 'ended',
    tasks: { 'how-are-you': ['wrong-number', 'no-answer'] },
  },
  {
    title: 'an answer that settles nothing: resumed',
    ends: 'ended',
    replyOn: 'still-missing',
    tasks: { reply: 'resume', call: 'no-answer' },
  },
  {
    title: 'an answer after the approval: the manager is asked again',
    ends: 'ended',
    replyOn: 'final-message',
    tasks: { reply: 'resume', call: 'voicemail' },
  },
  {
    title: 'the manager declines, the coach begins again, and then the manager approves',
    ends: 'ended',
    tasks: { decision: ['decline', 'approve'], declined: 'begin-again', call: 'voicemail' },
  },
  {
    title: 'the portal cannot be read: a person looks before the end',
    ends: 'ended',
    tasks: { call: 'voicemail' },
    lookUps: [silent('check-in', 'by-hand')],
  },
  { title: 'an answer after the end is a task for the coach', ends: 'ended', replyOn: 40 },
];

const emails = (at: Instant, state: 'opened' | 'not-received') => ({
  lookUps: [answers('email-opens', { messages: [{ at, state }] })],
});

/** Every way through a missed check-in; the other variants through each of their endings. */
export function missedCheckInPaths(now: Instant): Path[] {
  const plain = missedCheckIn(now, 'check-in');
  const due = daysAfter(plain.facts['check-in-due'] ?? '', 0);
  const looked: Way[] = [
    {
      title: 'our emails are opened: an email instead of the call',
      ends: 'ended',
      ...emails(due, 'opened'),
    },
    {
      title: 'our emails do not arrive: the address is corrected, and the coach calls',
      ends: 'ended',
      tasks: { call: 'voicemail' },
      ...emails(due, 'not-received'),
    },
  ];
  const transition: Path = {
    ...missedCheckIn(now, 'check-in', { 'programme-status': 'transition-call' }),
    title: 'only the transition call is open: handed over, nobody is contacted',
    ends: 'handed-over',
  };
  const others = ['low-consistency', 'pore-clogger'].flatMap((variant) =>
    [...ENDINGS, NOT_WAITED_FOR].map((way) => ({ ...missedCheckIn(now, variant), ...way })),
  );
  const ways = [...ENDINGS, ...looked, ...HANDED_IN, ...GOING_ON].map((way) => ({ ...plain, ...way }));
  return [...ways, transition, ...others];
}

export function missedCheckInSamples(now: Instant): SampleCase[] {
  return [
    { id: 'check-in-1', ...missedCheckIn(now, 'check-in'), story: ['next', 'next'] },
    {
      id: 'check-in-2',
      ...missedCheckIn(now, 'low-consistency'),
      story: ['next', { reply: 'Sorry, I was ill. I start again today.' }],
    },
    {
      id: 'check-in-3',
      ...missedCheckIn(now, 'check-in', { 'programme-status': 'transition-call' }),
      story: [],
    },
  ];
}
