import type { Instant } from '../../domain/program/program.ts';
import type { Contact } from '../../ledger/schema.ts';
import { lastWeekday } from './dates.ts';
import { type Path, type Sample, type SampleCase, type Way, withdrawnOn } from './sample.ts';

const ZONE = 'America/Los_Angeles';
const DENTIST: Contact = { name: 'Dr. Pat Example', email: 'pat@example.com', portal: 'example-dental' };

function caseAlert(now: Instant, variant: string, facts: Record<string, string> = {}): Sample {
  return {
    procedure: 'case-alert',
    variant,
    contact: DENTIST,
    facts: {
      'alert-sent': lastWeekday(now, ZONE),
      'doctor-name': 'Example',
      'patient-case': 'EX-1001',
      'alert-text': 'The margin of tooth 14 is not visible in the scan. May we proceed as is?',
      ...facts,
    },
  };
}

const ALWAYS: Way[] = [
  { title: 'nobody answers', ends: 'proceeded' },
  { title: 'the dentist answers on day 2', ends: 'answered', replyOn: 2 },
  {
    title: 'the dentist asks back on day 2, and the case goes on',
    ends: 'proceeded',
    replyOn: 2,
    tasks: { reply: 'resume' },
  },
  { title: 'the dentist answers after we proceeded', ends: 'proceeded', replyOn: 9 },
  withdrawnOn('reminder-1'),
];

const CANCELLING: Way[] = [
  {
    title: 'to be cancelled: the team chooses the Rx instead',
    ends: 'proceeded',
    tasks: { 'choose-resolution': 'as-on-rx' },
  },
  {
    title: 'to be cancelled: the team chooses to make a part',
    ends: 'proceeded',
    tasks: { 'choose-resolution': 'part: the lower model' },
  },
  {
    title: 'to be cancelled: team and manager agree',
    ends: 'cancelled',
    tasks: { 'choose-resolution': 'cancel' },
  },
  {
    title: 'to be cancelled: the manager declines, and the team chooses the Rx',
    ends: 'proceeded',
    tasks: { 'choose-resolution': ['cancel', 'as-on-rx'], decision: 'decline' },
  },
  {
    title: 'to be cancelled: the dentist answers the warning',
    ends: 'answered',
    replyOn: 'cancellation-warning',
  },
];

const SENT_LATE: Way = {
  title: 'sent after 17:00: Day 0 is the next business day, and nothing goes to the dentist on it',
  ends: 'proceeded',
};

const ON_SHADE: Way = {
  title: 'waits for the shade: cancelled with the approval of a manager, the team is not asked',
  ends: 'cancelled',
};

/** Every way through a case alert. */
export function caseAlertPaths(now: Instant): Path[] {
  const cancel = caseAlert(now, '5', { resolution: 'cancel' });
  const late = caseAlert(now, '2', { 'alert-sent': lastWeekday(now, ZONE, '17:01') });
  const shade = caseAlert(now, '5', { resolution: 'cancel', 'pending-on': 'shade' });
  return [
    ...['2', '5'].flatMap((variant) => ALWAYS.map((way) => ({ ...caseAlert(now, variant), ...way }))),
    ...CANCELLING.map((way) => ({ ...cancel, ...way })),
    { ...late, ...SENT_LATE },
    { ...shade, ...ON_SHADE },
  ];
}

export function caseAlertSamples(now: Instant): SampleCase[] {
  return [
    { id: 'alert-1', ...caseAlert(now, '2'), story: ['next', 'to-the-end'] },
    { id: 'alert-2', ...caseAlert(now, '5'), story: ['next', 'next', { reply: 'Please proceed as is.' }] },
    { id: 'alert-3', ...caseAlert(now, '5', { resolution: 'with shade A2' }), story: ['next', 'hold'] },
    { id: 'alert-4', ...caseAlert(now, '2', { resolution: 'as-on-rx' }), story: [] },
  ];
}
