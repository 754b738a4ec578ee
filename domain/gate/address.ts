import { consentFor } from '../contactRules/consent.ts';
import { needsPreference } from '../health/rules.ts';
import { failed, type Rule } from './rule.ts';

/** Whoever has the address was erased (LAW-11): only their own word, with proof, opens it again. */
const ERASED = 'erased';

/** Whether the person may be reached on this channel at all. None of these can be set aside. */
export const ADDRESS: Rule[] = [
  {
    id: 'not-suppressed',
    applies: ['contact'],
    check: (_, { suppressed }) =>
      suppressed === null ? null : failed(suppressed === ERASED ? ERASED : 'address-refused'),
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
    id: 'confidential-address',
    applies: ['contact'],
    check: (_, { wantedElsewhere = false }) => (wantedElsewhere ? failed('wanted-elsewhere') : null),
  },
  {
    id: 'unencrypted-preferred',
    applies: ['contact'],
    check: ({ rules, channel, work }, { unencrypted }) =>
      needsPreference(rules.health, channel) && !unencrypted && !work.rehearsal
        ? failed('risk-not-explained')
        : null,
  },
  {
    id: 'commercial-email',
    applies: ['contact'],
    // LAW-8. A rehearsal reaches nobody, so its emails have an example of both.
    check: ({ rules, channel, purpose, work }) => {
      if (channel !== 'email' || purpose !== 'marketing' || work.rehearsal) return null;
      if (rules.postalAddress === null) return failed('no-postal-address');
      return rules.unsubscribe === null ? failed('no-unsubscribe-link') : null;
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
