import { randomUUID } from 'node:crypto';
import type { OpenCase } from '../../../client/index.ts';

const DAY_MS = 86_400_000;

/** A case alert that goes out tomorrow, so that nothing is due while a test looks at it. */
export function alert(given: Partial<OpenCase> = {}): OpenCase {
  return {
    procedure: 'case-alert',
    source: 'lab-crm',
    id: `alert-${randomUUID()}`,
    variant: '5',
    facts: {
      'alert-sent': new Date(Date.now() + DAY_MS).toISOString(),
      'doctor-name': 'Example',
      resolution: 'as-suggested',
    },
    contact: { name: 'Dr. Pat Example', portal: 'example-dental' },
    ...given,
  };
}

/** A ticket whose solution goes out tomorrow. */
export function ticket(given: Partial<OpenCase> = {}): OpenCase {
  return {
    procedure: 'three-follow-ups',
    source: 'desk',
    id: `ticket-${randomUUID()}`,
    facts: {
      'solution-sent': new Date(Date.now() + DAY_MS).toISOString(),
      'customer-name': 'Chris Example',
      'agent-name': 'Sam Sample',
      issue: 'the printer prints blank pages',
    },
    contact: { name: 'Chris Example', email: 'chris@example.com' },
    ...given,
  };
}
