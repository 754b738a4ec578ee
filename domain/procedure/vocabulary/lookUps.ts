/**
 * What can be looked up in the systems around a case. `options`: what it can say, when a step chooses by it; the fact of
 * the same name takes it. The others verify that the reason for a contact still stands.
 */
export const LOOK_UPS = {
  appointments: { means: 'upcoming appointments in the booking system' },
  notes: { means: 'notes in the CRM since the last look' },
  'contacts-made': { means: 'when and how the client was last contacted, also outside' },
  phone: { means: 'the phone number, as the booking system and the CRM have it' },
  'check-in': { means: 'whether the check-in was handed in' },
  'open-items': { means: 'whether anything is still overdue' },
  'email-opens': {
    means: 'whether our emails arrive and are opened',
    options: ['opened', 'not-opened', 'not-received', 'unknown'],
  },
} as const;

export type LookUp = keyof typeof LOOK_UPS;
