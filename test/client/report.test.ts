import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ClientError } from '../../client/errors.ts';
import type { Context } from '../../client/context.ts';
import { Shelf } from '../../client/procedures.ts';
import { type Report, report } from '../../client/report/report.ts';
import { weeksOf } from '../../client/report/weeks.ts';
import { releaseInbound, recordInbound } from '../../ledger/inbound.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { storeView } from '../../ledger/cases.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import { aCase, book } from '../ledger/support/book.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-03-25T12:00:00Z');
/** Monday 9 March 2026, 09:00 in Los Angeles; summer time began the day before. */
const MONDAY = Date.parse('2026-03-09T16:00:00Z');
const PLAN = { zone: 'America/Los_Angeles', dayZero: '2026-03-09', moved: false, slots: {} };

describe('The report of a procedure', () => {
  let ledger: Ledger;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ ledger, close } = await book());
  }, 60_000);
  afterAll(() => close());

  const told = (): Promise<Report> =>
    report({ ledger, procedures: new Shelf(ledger) } as Context, 'small', { from: '2026-03-02', now: NOW });
  const week = async (name: string) => (await told()).weeks.find((each) => each.week === name);
  const opened = (at: number, more: object = {}) => aCase(ledger, { openedAt: at, plan: PLAN, ...more });

  async function sent(caseId: string, round: number, key: string, at: number): Promise<void> {
    const common = {
      case_id: caseId,
      round,
      pass: 0,
      key,
      verb: 'send' as const,
      name: 'hello',
      attempt: true,
    };
    const moment = new Date(at) as never;
    await ledger
      .insertInto('contents')
      .values({ hash: 'text', media_type: 'text/plain', body: Buffer.from('text') })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    for (const [effect, channel] of ['portal', 'email'].entries())
      await ledger
        .insertInto('intents')
        .values({
          ...common,
          id: `${caseId} ${round} ${key} ${channel}`,
          effect,
          channel,
          recipient: `${caseId}@example.com`,
          state: 'accepted',
          content_hash: 'text',
          created_at: moment,
          accepted_at: moment,
        })
        .execute();
  }

  async function replied(caseId: string, at: number): Promise<string> {
    const event = {
      caseId,
      channel: 'email',
      source: 'test',
      eventId: `${caseId} ${at}`,
      text: 'Hello',
      receivedAt: at,
    };
    return (await recordInbound(ledger, event)).message.id;
  }

  test('a week in which nothing happened has no figures, and the week that is not over says so', async () => {
    await opened(MONDAY);
    const { weeks } = await told();
    expect(weeks.map(({ week: name, figures, over }) => [name, figures === null, over])).toEqual([
      ['2026-W10', true, true],
      ['2026-W11', false, true],
      ['2026-W12', true, true],
      ['2026-W13', true, false],
    ]);
  });

  test('the week begins on Monday at midnight as people in the zone have it', async () => {
    const midnight = Date.parse('2026-03-16T07:00:00Z');
    const before = (await week('2026-W11'))?.figures?.opened ?? 0;
    await opened(midnight - 1);
    await opened(midnight);
    expect((await week('2026-W11'))?.figures?.opened).toBe(before + 1);
    expect((await week('2026-W12'))?.figures?.opened).toBe(1);
  });

  test('rehearsals never count', async () => {
    const before = await told();
    const id = await opened(MONDAY, { rehearsal: true });
    await sent(id, 1, 'day-1/1', MONDAY + DAY);
    await replied(id, MONDAY + 2 * DAY);
    await storeView(ledger, id, MONDAY + 3 * DAY, {
      status: 'closed',
      outcome: 'answered',
      waitingOn: null,
      nextAt: null,
      attempts: 1,
      round: 1,
    });
    expect(await told()).toEqual(before);
  });

  test('several channels of one step are one follow-up, and a reply counts by those of its own round', async () => {
    const before = (await told()).total;
    const id = await opened(MONDAY);
    await sent(id, 1, 'day-1/1', MONDAY + DAY);
    await sent(id, 1, 'day-2/1', MONDAY + 2 * DAY);
    await replied(id, MONDAY + 2 * DAY + 5 * HOUR);
    const { replies } = (await told()).total ?? {};
    expect(replies?.afterAttempts[2]).toBe(1);
    await releaseInbound(ledger, [await lastReply(id)], MONDAY + 3 * DAY);
    await addToTimeline(ledger, [{ caseId: id, at: MONDAY + 3 * DAY, round: 2, what: 'waits-again' }]);
    await sent(id, 2, 'day-1/1', MONDAY + 4 * DAY);
    await replied(id, MONDAY + 4 * DAY + HOUR);
    const after = (await told()).total;
    expect(after?.replies.afterAttempts).toMatchObject({ 1: 1, 2: 1 });
    expect((after?.attempts ?? 0) - (before?.attempts ?? 0)).toBe(3);
    expect(after?.timeToReply).toMatchObject({ count: 2, few: true, medianMs: (53 * HOUR + 25 * HOUR) / 2 });
  });

  async function lastReply(caseId: string): Promise<string> {
    const rows = await ledger.selectFrom('inbound').select('id').where('case_id', '=', caseId).execute();
    return rows.at(-1)?.id ?? '';
  }

  test('three emails before anybody has read the first are one reply', async () => {
    const before = (await told()).total?.replies.total ?? 0;
    const id = await opened(MONDAY);
    const first = await replied(id, MONDAY + HOUR);
    await replied(id, MONDAY + 2 * HOUR);
    const third = await replied(id, MONDAY + 3 * HOUR);
    expect((await told()).total?.replies.total).toBe(before + 1);
    await ledger
      .updateTable('inbound')
      .set({ released_at: new Date(MONDAY + 4 * HOUR) as never })
      .where('case_id', '=', id)
      .execute();
    await replied(id, MONDAY + 5 * HOUR);
    expect((await told()).total?.replies.total).toBe(before + 2);
    expect(first).not.toBe(third);
  });

  test('a version whose cases are young has nothing to be compared by', async () => {
    const { versions, ripeBeforeAt } = await told();
    expect(ripeBeforeAt).toBeNull();
    expect(versions).toMatchObject([{ version: 1, hash: 'hash-of-small', comparable: null }]);
  });

  test('a procedure that never was is refused; dates must be dates, in order and not in the future', async () => {
    const context = { ledger, procedures: new Shelf(ledger) } as Context;
    await expect(report(context, 'nothing', { now: NOW })).rejects.toThrow('there is no procedure "nothing"');
    for (const period of [
      { from: '9.3.2026' },
      { from: '2026-03-09', to: '2026-03-01' },
      { from: '2027-01-01' },
    ]) {
      const refused = report(context, 'small', { ...period, now: NOW });
      await expect(refused).rejects.toMatchObject({ code: 'FT-CLI-PERIOD' });
      await expect(refused).rejects.toBeInstanceOf(ClientError);
    }
  });
});

describe('The weeks of a report', () => {
  test('are whole ISO weeks, also over the year and the change of clocks', () => {
    const weeks = weeksOf('America/Los_Angeles', NOW, { from: '2025-12-31', to: '2026-03-08' });
    expect(weeks.map(({ week }) => week)).toEqual(
      ['2026-W01', 'W02', 'W03', 'W04', 'W05', 'W06', 'W07', 'W08', 'W09', 'W10'].map((name) =>
        name.length === 3 ? `2026-${name}` : name,
      ),
    );
    expect(weeks[0]).toMatchObject({ monday: '2025-12-29', sunday: '2026-01-04' });
    const last = weeks.at(-1);
    expect((last?.end ?? 0) - (last?.begin ?? 0)).toBe(7 * DAY - HOUR);
  });

  test('are a quarter up to this week where no dates are given', () => {
    const weeks = weeksOf('Australia/Sydney', NOW, {});
    expect(weeks).toHaveLength(13);
    expect(weeks.at(-1)?.week).toBe('2026-W13');
  });
});
