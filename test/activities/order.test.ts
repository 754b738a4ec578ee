import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordOptOut } from '../../ledger/contactRules/consents.ts';
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

  type News = (caseId: string, address: string) => Promise<unknown>;

  /** Lets a send and news about its contact race; the news sets out so many milliseconds after the send. */
  async function race(index: number, delay: number, news: News) {
    const address = `person-${index}@example.com`;
    const caseId = await at.open({ contact: { email: address } });
    const begun = performance.now();
    const told = new Promise((resolve) => setTimeout(resolve, delay)).then(async () => {
      await news(caseId, address);
      return performance.now();
    });
    const [acknowledged, { results }] = await Promise.all([told, at.perform(caseId, [HELLO_EMAIL])]);
    const began = started.get(address);
    return { acknowledged, began, status: results[0]?.status, took: (began ?? begun) - begun };
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
  const optOut = (_: string, address: string) =>
    recordOptOut(at.ledger, {
      address,
      channel: 'email',
      purpose: null,
      reason: 'opted-out',
      source: 'test',
      evidence: null,
      by: 'kim',
      at: NOW,
    });

  test(`SND-7: in ${ROUNDS} races no call begins after a reply or an opt-out was acknowledged`, async () => {
    const next = random(20_260_310);
    const ends: Record<string, number> = {};
    // News comes at any moment of a send, as long as sends take on this machine at this load.
    let usual = 50;
    for (let round = 0; round < ROUNDS; round += AT_ONCE) {
      const races = Array.from({ length: AT_ONCE }, (_, index) =>
        race(round + index, next() * usual * 1.5, index % 2 === 0 ? reply : optOut),
      );
      const over = await Promise.all(races);
      for (const { acknowledged, began, status } of over) {
        ends[status ?? 'none'] = (ends[status ?? 'none'] ?? 0) + 1;
        expect(began ?? 0).toBeLessThan(acknowledged);
        expect(status === 'done').toBe(began !== undefined);
      }
      const took = over.filter(({ began }) => began !== undefined).map((one) => one.took);
      usual = took.length > 0 ? Math.max(...took) : usual * 2;
    }
    // Both orders must have happened, or the test has shown nothing.
    expect(ends['done']).toBeGreaterThan(ROUNDS / 20);
    expect((ends['answered'] ?? 0) + (ends['failed'] ?? 0)).toBeGreaterThan(ROUNDS / 20);
  }, 180_000);
});
