import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { listBreakers } from '../../ledger/channels/breakers.ts';
import { findCase } from '../../ledger/cases.ts';
import { type HttpSink, httpSink } from '../support/httpSink.ts';
import { type Desk, desk, HELLO, NOW, SAID } from './support/desk.ts';

const MINUTE = 60_000;

describe('A channel that fails for several cases in a row', () => {
  let at: Desk;
  let portal: HttpSink;
  beforeAll(async () => {
    at = await desk();
    at.deps.lease = 0;
    at.deps.breaker = { failures: 3, withinMinutes: 10, pauseMinutes: 5 };
    portal = await httpSink();
    const settings = { url: portal.url, secret: portal.secret };
    at.configure({ portal: { by: 'webhook', settings }, note: { by: 'webhook', settings } });
  }, 60_000);
  afterAll(async () => {
    await at.close();
    await portal.close();
  });
  beforeEach(async () => {
    await at.ledger.deleteFrom('breakers').execute();
    portal.connections = 0;
    at.deps.clock = () => NOW;
  });

  /** Three cases, one after the other, whose message the portal does not take. */
  async function fails(): Promise<string[]> {
    const cases = [await at.open(), await at.open(), await at.open()];
    for (const caseId of cases) {
      portal.next(503);
      await expect(at.perform(caseId, [HELLO])).rejects.toMatchObject({ type: 'busy' });
    }
    portal.connections = 0;
    return cases;
  }

  test('SND-12: steps wait then, without a call, and no case fails', async () => {
    await fails();
    const caseId = await at.open();
    expect((await at.perform(caseId, [HELLO])).results).toEqual([
      { status: 'not-now', reason: 'channel-failing', until: NOW + 5 * MINUTE },
    ]);
    expect(portal.connections).toBe(0);
    expect((await findCase(at.ledger, caseId))?.status).not.toBe('closed');
  });

  test('SND-12: other channels, and rehearsals, go on', async () => {
    await fails();
    expect((await at.perform(await at.open(), [SAID])).results).toEqual([{ status: 'done' }]);
    const rehearsed = await at.open({ rehearsal: true });
    expect((await at.perform(rehearsed, [HELLO], { rehearsal: true })).results).toMatchObject([
      { status: 'done' },
    ]);
  });

  test('SND-12: after the pause one case tries, and its success lets all go on', async () => {
    const [, , third = ''] = await fails();
    at.deps.clock = () => NOW + 6 * MINUTE;
    const others = await Promise.allSettled(
      [await at.open(), await at.open(), await at.open()].map((caseId) => at.perform(caseId, [HELLO])),
    );
    expect(portal.connections).toBeGreaterThanOrEqual(1);
    expect(
      others.some((each) => each.status === 'fulfilled' && each.value.results[0]?.status === 'done'),
    ).toBe(true);
    expect(await listBreakers(at.ledger)).toEqual([]);
    expect((await at.perform(third, [HELLO])).results).toMatchObject([{ status: 'done' }]);
  });

  test('SND-12: a try that fails is the only call, and the pause begins anew', async () => {
    await fails();
    const later = NOW + 6 * MINUTE;
    at.deps.clock = () => later;
    portal.next(503);
    await expect(at.perform(await at.open(), [HELLO])).rejects.toMatchObject({ type: 'busy' });
    expect((await at.perform(await at.open(), [HELLO])).results).toEqual([
      { status: 'not-now', reason: 'channel-failing', until: later + 5 * MINUTE },
    ]);
    expect(portal.connections).toBe(1);
  });

  test('SND-12: what is done at the opening waits for its channel by being tried again', async () => {
    await fails();
    const opening = { slot: null, key: 'opened', attempt: false };
    await expect(at.perform(await at.open(), [HELLO], opening)).rejects.toMatchObject({
      type: 'channel-failing',
      nextRetryDelay: 5 * MINUTE,
    });
    expect(portal.connections).toBe(0);
  });

  test('SND-12: a message that the other side refuses says nothing against the channel', async () => {
    for (const _ of [1, 2, 3]) {
      portal.next(422);
      await at.perform(await at.open(), [HELLO]);
    }
    expect(await listBreakers(at.ledger)).toEqual([]);
  });
});
