import { consentFor } from '../contactRules/consent.ts';
import { failed, type Rule } from './rule.ts';

/** Whether the person may be reached on this channel at all. None of these can be set aside. */
export const ADDRESS: Rule[] = [
  {
    id: 'not-suppressed',
    applies: ['contact'],
    check: (_, { suppressed }) => (suppressed === null ? null : failed('address-refused')),
  },
  {
    id: 'no-word-against-it',
    applies: ['contact'],
    check: ({ channel, purpose }, { contact }) => {
      if (contact.consent?.[channel] === false) return failed('no-consent');
      if (purpose !== 'collection') return null;
      if (contact.attorney) return failed('attorney');
      return contact.ceaseContact ? failed('cease-contact') : null;
    },
  },
  {
    id: 'consent',
    applies: ['contact'],
    check: ({ rules, channel, purpose, work, now }, { source, consent }) => {
      const answer = consentFor(rules, { channel, purpose, source }, consent, now);
      if (answer === 'yes') return null;
      // A rehearsal reaches nobody, and its people have had no occasion to agree.
      const silent = answer === 'no-consent' || answer === 'consent-expired';
      return work.rehearsal && silent ? null : failed(answer);
    },
  },
];
