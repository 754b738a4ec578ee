import {
  afterConversationUntil,
  callsCappedUntil,
  cappedUntil,
  stateCappedUntil,
} from '../contactRules/counts.ts';
import { SPOKEN_OR_TEXTED } from '../contactRules/quietHours.ts';
import { strictState } from '../contactRules/states.ts';
import type { Asked } from './asked.ts';
import { MINUTE, notNow, type Rule } from './rule.ts';

/** Portal messages are on the case itself; rehearsals reach no real person. */
function counts({ channel, work }: Asked): boolean {
  return channel !== 'portal' && !work.rehearsal;
}

/** What is as late as this did not wait for its hour, but for the engine. */
const LATE = 15 * MINUTE;

/** Whether it is one of the contacts that an outage has left over. A person's own "send now" is not. */
export function isBacklog({ kind, now, work }: Pick<Asked, 'kind' | 'now' | 'work'>): boolean {
  return kind === 'contact' && work.slot !== null && !work.rehearsal && now - work.slot.at > LATE;
}

/** How often the person has been reached. */
export const COUNTS: Rule[] = [
  {
    id: 'one-attempt-a-day',
    applies: ['contact'],
    check: (asked, { attemptToday }) =>
      asked.work.attempt && attemptToday ? notNow(asked, 'one-attempt-a-day', asked.tomorrow) : null,
  },
  {
    id: 'per-person',
    applies: ['contact'],
    canBeAllowed: true,
    check: (asked, { contacts }) => {
      if (!counts(asked)) return null;
      const own = { own: asked.attempt, now: asked.now };
      const until = asked.rules.caps.flatMap((cap) => cappedUntil(contacts, cap, own) ?? []);
      return until.length > 0 ? notNow(asked, 'person-cap', Math.max(...until)) : null;
    },
  },
  {
    // TIM-4: when everything is back after an outage, all that is overdue asks at once.
    id: 'backlog',
    applies: ['contact'],
    check: (asked, { released }) => {
      const { perMinute } = asked.rules;
      if (!isBacklog(asked) || !released || released.sent < perMinute) return null;
      // Each minute takes as many as the rate allows, in the order in which they asked.
      const minutes = Math.floor(released.putOff / perMinute) + 1;
      return notNow(asked, 'backlog', asked.now + minutes * MINUTE);
    },
  },
  {
    id: 'us-states',
    applies: ['contact'],
    check: (asked, { contacts }) => {
      const { rules, channel, places, now } = asked;
      if (!counts(asked) || !SPOKEN_OR_TEXTED.includes(channel)) return null;
      const state = rules.presets.includes('us-states') ? strictState(places) : null;
      const until = state ? stateCappedUntil(contacts, state, now) : null;
      return until === null ? null : notNow(asked, 'person-cap', until);
    },
  },
  {
    id: 'debt-collection',
    applies: ['contact'],
    check: (asked, { contacts }) => {
      const { rules, channel, purpose, places, now } = asked;
      if (!counts(asked) || channel !== 'call' || purpose !== 'collection') return null;
      if (!rules.presets.includes('debt-collection')) return null;
      const capped = callsCappedUntil(contacts, places.zones, now);
      const spoke = afterConversationUntil(contacts, places.zones, now);
      if (capped !== null && capped >= (spoke ?? 0)) return notNow(asked, 'call-cap', capped);
      return spoke === null ? null : notNow(asked, 'after-conversation', spoke);
    },
  },
];
