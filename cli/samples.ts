import type { Contact } from '../ledger/schema.ts';

/** A made-up case of a shipped procedure, for rehearsals and for the first start. No real person is in here. */
export interface Sample {
  variant: string | null;
  facts: Record<string, string>;
  contact: Contact;
}

/** An ordinary business day with no holiday near: what is due when can be followed in the head. */
const WEDNESDAY = '2026-03-11';

const dentist: Contact = { name: 'Dr. Pat Example', email: 'pat@example.com', portal: 'example-dental', locale: 'en' };
const customer: Contact = { name: 'Chris Example', email: 'chris@example.com', locale: 'en' };

const caseAlert = (variant: string): Sample => ({
  variant,
  facts: {
    'alert-sent': `${WEDNESDAY}T10:30:00-07:00`,
    'doctor-name': 'Example',
    'patient-case': 'EX-1001',
    'alert-text': 'The margin of tooth 14 is not visible in the scan. May we proceed as is?',
    resolution: 'as-suggested',
  },
  contact: dentist,
});

const threeFollowUps: Sample = {
  variant: null,
  facts: {
    'solution-sent': `${WEDNESDAY}T11:00:00+11:00`,
    'customer-name': 'Chris Example',
    'agent-name': 'Sam Sample',
    issue: 'the printer prints blank pages',
    'thread-subject': 'Printer prints blank pages',
  },
  contact: customer,
};

/** One sample for each variant of each shipped procedure. */
export const SAMPLES: Record<string, Sample[]> = {
  'case-alert': [caseAlert('2'), caseAlert('5')],
  'three-follow-ups': [threeFollowUps],
};
