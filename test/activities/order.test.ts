import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { suppress } from '../../ledger/suppressions.ts';
import { recordInbound } from '../../ledger/inbound.ts';
import { type Desk, desk, HELLO_EMAIL, NOW } from './support/desk.ts';

/** A small seeded generator (mulberry32), so that a failing run can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ROUNDS = 1_000;
const AT_ONCE = 20;

describe('News and contact do not pass each other by', () => {
  let at: Desk;
  /** When the provider began to be called, by recipient, on the process's own clock. */
  const started = new Map<string, number>();

  beforeAll(async () => {
    at = await desk();
    at.deps.connectors = {
      ...at.deps.connectors,
      message: () => ({
        by: 'port',
        port: {
          connector: 'stopwatch',
          repeatable: true,
          prepare: async () => ({ mediaType: 'text/plain', body: Buffer.from('x'), messageId: null }),
          async deliver({ to }) {
            started.set(to, performance.now());
            return { providerId: null };
          },
        },
      }),
    };
  }, 60_000);
  afterAll(() => at.close());

  /** Lets a send and news about its contact race, with the news up to 20 ms earlier or later. */
  async function race(
    index: number,
    lead: number,
    news: (caseId: string, address: string) => Promise<unknown>,
  ) {
    const address = `person-${index}@example.com`;
    const caseId = await at.open({ contact: { email: address } });
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
    const told = wait(lead).then(async () => {
      await news(caseId, address);
      return performance.now();
    });
    const sent = wait(-lead).then(() => at.perform(caseId, [HELLO_EMAIL]));
    const [acknowledged, { results }] = await Promise.all([told, sent]);
    return { acknowledged, began: started.get(address), status: results[0]?.status };
  }

  const reply = (caseId: string, address: string) =>
    recordInbound(at.ledger, {
      caseId,
      channel: 'email',
      source: 'test',
      eventId: address,
      address,
      text: 'STOP',
      receivedAt: NOW,
    });
  const optOut = (_: string, address: string) => suppress(at.ledger, 'email', address, 'opted-out', NOW);

  test(`SND-7: in ${ROUNDS} races no call begins after a reply or an opt-out was acknowledged`, async () => {
    const seed = 20_260_310;
    const next = random(seed);
    const ends: Record<string, number> = {};
    for (let round = 0; round < ROUNDS; round += AT_ONCE) {
      const races = Array.from({ length: AT_ONCE }, (_, index) =>
        race(round + index, next() * 40 - 20, index % 2 === 0 ? reply : optOut),
      );
      for (const { acknowledged, began, status } of await Promise.all(races)) {
        ends[status ?? 'none'] = (ends[status ?? 'none'] ?? 0) + 1;
        if (began !== undefined) expect(began).toBeLessThan(acknowledged);
        expect(status === 'done').toBe(began !== undefined);
      }
    }
    // Both orders must have happened, or the test has shown nothing.
    expect(ends['done']).toBeGreaterThan(ROUNDS / 20);
    expect((ends['answered'] ?? 0) + (ends['failed'] ?? 0)).toBeGreaterThan(ROUNDS / 20);
  }, 180_000);
});
