import type { OpenCase } from '../../client/index.ts';

/** Where the support desk's calendar is at home. */
export const DESK_ZONE = 'Australia/Sydney';

/** A solution that a customer was sent on a Thursday morning. */
export function supportCase(email = 'pat@example.com'): Omit<OpenCase, 'source' | 'id'> {
  return {
    procedure: 'three-follow-ups',
    facts: {
      'solution-sent': '2026-03-12T10:00:00+11:00',
      'customer-name': 'Pat Example',
      'agent-name': 'Sam Sample',
      issue: 'the printer that does not wake up',
    },
    contact: { name: 'Pat Example', email },
  };
}
