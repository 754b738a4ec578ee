import { mayBeDoneFrom } from '../program/timeToAnswer.ts';
import { failed, MINUTE, notNow, type Rule } from './rule.ts';

const HALF_HOUR = 30 * MINUTE;

/** What must have come before an irreversible act. */
export const ACTS: Rule[] = [
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
  {
    // It passes by itself, so it comes last: what only a person can change is said first.
    id: 'time-to-answer',
    applies: ['irreversible-act'],
    check: (asked, { warning }) => {
      const ours = asked.work.warnings.filter((given) => given.act === asked.act).map(mayBeDoneFrom);
      const ledgers = mayBeDoneFrom({ deliveredAt: warning?.deliveredAt ?? asked.now });
      const until = Math.max(ledgers, Math.min(...ours));
      return until > asked.now ? notNow(asked, 'time-to-answer', until) : null;
    },
  },
  {
    // That an email did not bounce, and was not answered, is known only once the mail that came in has been read.
    id: 'mail-read',
    applies: ['irreversible-act'],
    check: (asked, { warning, mailRead = null }) => {
      if (warning?.channel !== 'email' || mailRead === null) return null;
      const { until, dueAt } = mailRead;
      const sinceDelivery = until !== null && until >= (warning.deliveredAt ?? asked.now);
      return sinceDelivery && dueAt > asked.now ? null : notNow(asked, 'mail-unread', asked.now + HALF_HOUR);
    },
  },
];
