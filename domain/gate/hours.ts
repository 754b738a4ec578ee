import { inconvenientUntil } from '../contactRules/inconvenient.ts';
import { quietUntil, windowsFor } from '../contactRules/quietHours.ts';
import { CLOCKS_DIFFER, failed, notNow, type Rule } from './rule.ts';

/** Whether it is the time for it, at the desk and where the person is. */
export const HOURS: Rule[] = [
  {
    id: 'sending-hours',
    applies: ['contact'],
    check: (asked) => {
      const { slot } = asked.work;
      if (!slot) return null;
      if (asked.now < slot.at - CLOCKS_DIFFER) return notNow(asked, 'outside-hours', slot.at);
      return asked.now >= slot.until ? notNow(asked, 'outside-hours', asked.now) : null;
    },
  },
  {
    id: 'quiet-hours',
    applies: ['contact'],
    canBeAllowed: true,
    check: (asked) => {
      const until = quietUntil(windowsFor(asked.rules, asked, asked.places), asked.now);
      if (until === null) return null;
      return until === 'never' ? failed('no-common-hours') : notNow(asked, 'quiet-hours', until);
    },
  },
  {
    // What the person said: nobody can set it aside.
    id: 'convenient',
    applies: ['contact'],
    check: (asked, { inconvenient }) => {
      const until = inconvenientUntil(inconvenient, asked.places.zones, asked.now);
      if (until === null) return null;
      return until === 'never' ? failed('inconvenient-place') : notNow(asked, 'inconvenient', until);
    },
  },
];
