import type { Contact } from '../ledger/schema.ts';
import { instantAt, localDate, weekday } from '../domain/calendar/localTime.ts';
import type { Instant } from '../domain/program/program.ts';

/** What happens to a sample: its clock goes to what is due next; the contact answers; staff hold it or do its task. */
export type Turn = 'next' | 'hold' | 'to-the-end' | { reply: string };

/** A made-up case of a shipped procedure. Nobody in here is real. */
export interface Sample {
  procedure: string;
  variant?: string;
  facts: Record<string, string>;
  /** Absent: the rehearsal's own example. */
  contact?: Contact;
}

export interface SampleCase extends Sample {
  /** The id of the occurrence. */
  id: string;
  story: Turn[];
}

const DENTIST: Contact = { name: 'Dr. Pat Example', email: 'pat@example.com', portal: 'example-dental' };
const CUSTOMER: Contact = { name: 'Chris Example', email: 'chris@example.com' };

function caseAlert(now: Instant, variant: string, facts: Record<string, string> = {}): Sample {
  return {
    procedure: 'case-alert',
    variant,
    contact: DENTIST,
    facts: {
      'alert-sent': lastWeekday(now, 'America/Los_Angeles'),
      'doctor-name': 'Example',
      'patient-case': 'EX-1001',
      'alert-text': 'The margin of tooth 14 is not visible in the scan. May we proceed as is?',
      ...facts,
    },
  };
}

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

/** A rehearsal of one path through a shipped procedure. */
export interface Path extends Sample {
  title: string;
  replyOn?: number;
}

/** Every path worth seeing: without an answer, with one, and with a cancellation where there is one. */
export function paths(now: Instant): Path[] {
  const cancel = caseAlert(now, '5', { resolution: 'cancel' });
  return [
    { title: 'nobody answers', ...caseAlert(now, '2') },
    { title: 'an answer on day 2', ...caseAlert(now, '2'), replyOn: 2 },
    { title: 'nobody answers', ...caseAlert(now, '5') },
    { title: 'an answer on day 4', ...caseAlert(now, '5'), replyOn: 4 },
    { title: 'nobody answers, and a manager approves the cancellation', ...cancel },
    { title: 'nobody answers', ...threeFollowUps(now) },
    { title: 'an answer on day 5', ...threeFollowUps(now), replyOn: 5 },
  ];
}

/** The cases that a newcomer finds after the first start, each at another point of its way. */
export function sampleCases(now: Instant): SampleCase[] {
  return [
    { id: 'alert-1', ...caseAlert(now, '2'), story: ['next', 'to-the-end'] },
    { id: 'alert-2', ...caseAlert(now, '5'), story: ['next', 'next', { reply: 'Please proceed as is.' }] },
    { id: 'alert-3', ...caseAlert(now, '5', { resolution: 'with shade A2' }), story: ['next', 'hold'] },
    { id: 'alert-4', ...caseAlert(now, '2', { resolution: 'as-on-rx' }), story: [] },
    { id: 'ticket-1', ...threeFollowUps(now), story: ['next', 'to-the-end'] },
    { id: 'ticket-2', ...threeFollowUps(now), story: ['next', { reply: 'It still prints blank pages.' }] },
    { id: 'ticket-3', ...threeFollowUps(now), story: ['next'] },
  ];
}

const HOUR = '10:30';
const DAY = 86_400_000;

/** Half past ten on the last day from Monday to Friday that has got so far. */
function lastWeekday(now: Instant, zone: string): string {
  for (let back = 0; ; back += 1) {
    const date = localDate(zone, now - back * DAY);
    const at = instantAt(zone, date, HOUR);
    if (weekday(date) <= 5 && at <= now) return new Date(at).toISOString();
  }
}
