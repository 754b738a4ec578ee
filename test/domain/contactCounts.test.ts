import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  afterConversationUntil,
  callsCappedUntil,
  cappedUntil,
  type MadeContact,
  stateCappedUntil,
} from '../../domain/contactRules/counts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-03-10T17:00:00Z');

const contact = (at: number, more: Partial<MadeContact> = {}): MadeContact => ({
  at,
  channel: 'email',
  attempt: `attempt-${at}`,
  result: null,
  sameDebt: true,
  ...more,
});

describe('A cap on attempts to one person', () => {
  const ask = { own: 'own', now: NOW };

  test('counts attempts, not their channels, and not the attempt that asks', () => {
    const one = [
      contact(NOW - HOUR, { attempt: 'a' }),
      contact(NOW - HOUR, { attempt: 'a', channel: 'text' }),
    ];
    expect(cappedUntil(one, { attempts: 2, days: 1 }, ask)).toBeNull();
    expect(cappedUntil([contact(NOW - HOUR, { attempt: 'own' })], { attempts: 1, days: 1 }, ask)).toBeNull();
  });

  test('says when there is room again', () => {
    const three = [NOW - 30 * HOUR, NOW - 20 * HOUR, NOW - 2 * HOUR].map((at) => contact(at));
    expect(cappedUntil(three, { attempts: 3, days: 7 }, ask)).toBe(NOW - 30 * HOUR + 7 * DAY);
    expect(cappedUntil(three, { attempts: 2, days: 1 }, ask)).toBe(NOW + 4 * HOUR);
    expect(cappedUntil(three, { attempts: 2, days: 1 }, { ...ask, now: NOW + 4 * HOUR })).toBeNull();
  });

  test('LAW-3: three calls and texts in 24 hours where the state says so, emails not counted', () => {
    const made = [1, 2, 3].map((hours) =>
      contact(NOW - hours * HOUR, { channel: hours === 2 ? 'call' : 'text' }),
    );
    const rule = { contacts: 3, inHours: 24 };
    expect(stateCappedUntil(made, rule, NOW)).toBe(NOW - 3 * HOUR + DAY);
    expect(stateCappedUntil([...made.slice(1), contact(NOW)], rule, NOW)).toBeNull();
  });
});

/** Calls around the weekends on which clocks change, some of them conversations. */
const ZONE = 'America/New_York';
const calls = fc
  .uniqueArray(
    fc.record({
      minutes: fc.integer({ min: 0, max: 21 * 24 * 60 }),
      result: fc.constantFrom('no-answer', 'no-answer', 'no-answer', 'voicemail', 'spoke'),
    }),
    { minLength: 1, maxLength: 60, selector: ({ minutes }) => minutes },
  )
  .map((made) => made.sort((one, other) => one.minutes - other.minutes));
const begins = fc.constantFrom('2026-02-27T05:00:00Z', '2026-10-23T04:00:00Z', '2026-06-01T04:00:00Z');

describe('LAW-7: calls about a debt', () => {
  /** A desk that wants to call at random moments, and asks each time. */
  function play(begin: number, wanted: { minutes: number; result: string }[]) {
    const made: MadeContact[] = [];
    const refused: { at: number; until: number }[] = [];
    for (const { minutes, result } of wanted) {
      const at = begin + minutes * MINUTE;
      const until = Math.max(
        callsCappedUntil(made, [ZONE], at) ?? 0,
        afterConversationUntil(made, [ZONE], at) ?? 0,
      );
      if (until > 0) refused.push({ at, until });
      else made.push(contact(at, { channel: 'call', result, attempt: `call-${made.length}` }));
    }
    return { made, refused };
  }
  const date = (at: number) => DateTime.fromMillis(at, { zone: ZONE }).startOf('day');

  test('never more than seven on seven consecutive dates, and none within seven dates of a conversation', () => {
    fc.assert(
      fc.property(begins, calls, (begin, wanted) => {
        const { made } = play(Date.parse(begin), wanted);
        for (const first of made) {
          const end = date(first.at).plus({ days: 7 });
          const within = made.filter(({ at }) => at >= first.at && date(at) < end);
          expect(within.length).toBeLessThanOrEqual(7);
          if (first.result === 'spoke') expect(within).toEqual([first]);
        }
      }),
      { numRuns: 500, seed: 20261123 },
    );
  });

  test('a model that keeps whole weeks by the clock says the same to every question', () => {
    let noes = 0;
    fc.assert(
      fc.property(begins, calls, (begin, wanted) => {
        const { made, refused } = play(Date.parse(begin), wanted);
        const asked = [...made.map(({ at }) => ({ at, until: 0 })), ...refused];
        for (const { at, until } of asked) {
          const weekAgo = DateTime.fromMillis(at, { zone: ZONE }).minus({ days: 7 }).toMillis();
          const before = made.filter((call) => call.at > weekAgo && call.at < at);
          const no = before.length >= 7 || before.some(({ result }) => result === 'spoke');
          if (no) noes += 1;
          expect({ at, no: until > 0 }).toEqual({ at, no });
        }
      }),
      { numRuns: 500, seed: 20261124 },
    );
    expect(noes).toBeGreaterThan(500);
  });

  test('the moment it names is one at which a call may be made, and a minute before none may', () => {
    const week = Array.from({ length: 7 }, (_, day) =>
      contact(NOW + day * DAY, { channel: 'call', result: 'no-answer' }),
    );
    const now = NOW + 6 * DAY + HOUR;
    const until = callsCappedUntil(week, [ZONE], now);
    expect(until).toBe(NOW + 7 * DAY);
    expect(callsCappedUntil(week, [ZONE], NOW + 7 * DAY)).toBeNull();
    expect(callsCappedUntil(week, [ZONE], NOW + 7 * DAY - MINUTE)).toBe(until);
  });

  test('over a change of the clocks a week ends at the same time on the clock', () => {
    const spoke = [contact(Date.parse('2026-03-07T17:00:00Z'), { channel: 'call', result: 'spoke' })];
    const until = afterConversationUntil(spoke, [ZONE], Date.parse('2026-03-09T00:00:00Z'));
    expect(new Date(until ?? 0).toISOString()).toBe('2026-03-14T16:00:00.000Z');
  });

  test('where the zone is not sure, the latest of the weeks counts', () => {
    const spoke = [contact(Date.parse('2026-03-07T17:00:00Z'), { channel: 'call', result: 'spoke' })];
    const until = afterConversationUntil(
      spoke,
      [ZONE, 'America/Phoenix'],
      Date.parse('2026-03-09T00:00:00Z'),
    );
    expect(new Date(until ?? 0).toISOString()).toBe('2026-03-14T17:00:00.000Z');
  });

  test('emails and texts do not count, nor calls about something else', () => {
    const made = Array.from({ length: 9 }, (_, hours) => contact(NOW - hours * HOUR, { channel: 'text' }));
    const others = made.map((each) => ({ ...each, channel: 'call', sameDebt: false }));
    expect(callsCappedUntil([...made, ...others], [ZONE], NOW)).toBeNull();
  });
});
