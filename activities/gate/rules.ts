import type { Evidence } from '../../ledger/evidence.ts';
import type { Asked, Kind, Refusal } from './asked.ts';
import { failed, notNow } from './refusals.ts';

export interface Rule {
  id: string;
  applies: Kind[];
  check(asked: Asked, evidence: Evidence): Refusal | null;
}

const MINUTE = 60_000;
/** A case's time may be ahead of the wall clock by as much as clocks differ. */
const CLOCKS_DIFFER = MINUTE;

const ALL: Kind[] = ['contact', 'note', 'act', 'irreversible-act'];
const NOT_NOTES: Kind[] = ['contact', 'act', 'irreversible-act'];

/** In the order in which they are asked: the first that says no decides. */
export const RULES: Rule[] = [
  {
    id: 'clock',
    applies: ALL,
    check: ({ work, now }) => (!work.rehearsal && work.at - now > CLOCKS_DIFFER ? failed('clock') : null),
  },
  {
    id: 'newest-word',
    applies: ALL,
    check: (asked, { asOf }) =>
      asOf > asked.work.at ? notNow(asked, 'overtaken', asked.now + 5 * MINUTE) : null,
  },
  {
    id: 'open',
    applies: NOT_NOTES,
    check: ({ work }, { status }) =>
      status === 'closed' && !work.despiteReply ? failed('case-closed') : null,
  },
  {
    id: 'not-withdrawn',
    applies: NOT_NOTES,
    check: (asked, { pending }) =>
      pending.some(({ name }) => name === 'withdraw')
        ? notNow(asked, 'case-withdrawn', asked.now + 5 * MINUTE)
        : null,
  },
  {
    id: 'no-condition-met',
    applies: NOT_NOTES,
    check: (asked, { pending }) =>
      pending.some(({ name }) => name === 'conditionMet')
        ? notNow(asked, 'condition-met', asked.now + 5 * MINUTE)
        : null,
  },
  {
    id: 'not-answered',
    applies: NOT_NOTES,
    check: ({ work }, { replies }) =>
      replies.length > 0 && !work.despiteReply
        ? { reason: 'answered', result: { status: 'answered', replies } }
        : null,
  },
  {
    id: 'not-held',
    applies: NOT_NOTES,
    check: (asked, { pending }) => {
      const last = pending.filter(({ name }) => name === 'hold' || name === 'resume').at(-1);
      if (last?.name !== 'hold') return null;
      const until = typeof last.args['until'] === 'number' ? last.args['until'] : asked.now + 60 * MINUTE;
      return notNow(asked, 'held', Math.max(until, asked.now + 5 * MINUTE));
    },
  },
  {
    id: 'switched-on',
    applies: ALL,
    check: (asked, { switchedOff }) =>
      switchedOff === null ? null : notNow(asked, 'channel-off', asked.now + 30 * MINUTE),
  },
  {
    id: 'not-too-late',
    applies: ['contact'],
    check: ({ work, now }) =>
      work.slot?.notAfter !== undefined && now > work.slot.notAfter
        ? { reason: 'too-late', result: { status: 'skipped', reason: 'too-late' } }
        : null,
  },
  {
    id: 'not-suppressed',
    applies: ['contact'],
    check: (_, { suppressed }) =>
      suppressed === null ? null : failed(suppressed === 'opted-out' ? 'opted-out' : 'address-refused'),
  },
  {
    id: 'consent',
    applies: ['contact'],
    check: ({ channel }, { consent }) => (consent?.[channel] === false ? failed('no-consent') : null),
  },
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
    id: 'one-attempt-a-day',
    applies: ['contact'],
    check: (asked, { attemptToday }) =>
      asked.work.attempt && attemptToday ? notNow(asked, 'one-attempt-a-day', asked.tomorrow) : null,
  },
  {
    id: 'per-person',
    applies: ['contact'],
    check: (asked, { personContacts }) => {
      const { perPerson, channel, work } = asked;
      // Portal messages are on the case itself; rehearsals reach no real person.
      if (!perPerson || channel === 'portal' || work.rehearsal) return null;
      return personContacts >= perPerson.attempts ? notNow(asked, 'person-cap', asked.tomorrow) : null;
    },
  },
  {
    id: 'warned',
    applies: ['irreversible-act'],
    check: ({ act, work }, { warning }) =>
      warning && work.warnings.some((given) => given.act === act) ? null : failed('no-warning'),
  },
  {
    id: 'warning-delivered',
    applies: ['irreversible-act'],
    check: ({ act, work, now }, { warning }) => {
      const ours = work.warnings.some((given) => given.act === act && given.deliveredAt <= work.at);
      const ledgers = warning?.deliveredAt != null && warning.deliveredAt <= now;
      return ours && ledgers ? null : failed('warning-not-delivered');
    },
  },
  {
    id: 'silence-since-warning',
    applies: ['irreversible-act'],
    check: (_, { replySinceWarning }) => (replySinceWarning ? failed('reply-since-warning') : null),
  },
  {
    id: 'approved',
    applies: ['irreversible-act'],
    check: ({ act, work }, { approval }) => {
      if (approval?.revoked) return failed('approval-revoked');
      return approval && work.approvals.some((given) => given.act === act) ? null : failed('no-approval');
    },
  },
];
