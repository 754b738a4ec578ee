import { failed, type Rule } from './rule.ts';

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
];
