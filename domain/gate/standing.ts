import { passage } from '../breaker/breaker.ts';
import { ALLOWED_ONCE } from '../program/evolve/outside.ts';
import { ALL, CLOCKS_DIFFER, failed, MINUTE, NOT_NOTES, notNow, type Rule } from './rule.ts';

/** How the case stands. */
export const STANDING: Rule[] = [
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
    id: 'sure-of-the-past',
    applies: ALL,
    check: ({ work }, { doubt = null }) => (doubt === null || work.rehearsal ? null : failed('not-sure')),
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
      pending.some(({ name, args }) => name === 'conditionMet' && args['condition'] !== ALLOWED_ONCE)
        ? notNow(asked, 'condition-met', asked.now + 5 * MINUTE)
        : null,
  },
  {
    id: 'not-answered',
    applies: NOT_NOTES,
    check: ({ work }, { replies }) =>
      replies.length > 0 && !work.despiteReply
        ? { reason: 'answered', until: null, result: { status: 'answered', replies } }
        : null,
  },
  {
    id: 'nothing-unread',
    applies: NOT_NOTES,
    check: (asked, { unread }) =>
      unread && !asked.work.despiteReply ? notNow(asked, 'unread', asked.now + MINUTE) : null,
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
    // A rehearsal reaches nobody, and whoever steps through it waits for each answer.
    check: (asked, { switchedOff }) =>
      switchedOff === null || asked.work.rehearsal
        ? null
        : notNow(asked, 'channel-off', asked.now + 30 * MINUTE),
  },
  {
    id: 'works',
    applies: ALL,
    check: (asked, { breaker = null }) => {
      const found = passage(breaker, asked.attempt, asked.now);
      return found.passes ? null : notNow(asked, 'channel-failing', found.until);
    },
  },
  {
    id: 'not-too-late',
    applies: ['contact'],
    check: ({ work, now }) =>
      work.slot?.notAfter !== undefined && now > work.slot.notAfter
        ? { reason: 'too-late', until: null, result: { status: 'skipped', reason: 'too-late' } }
        : null,
  },
];
