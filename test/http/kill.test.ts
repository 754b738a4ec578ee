import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { alert } from '../client/support/alerts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { seeded } from '../support/seeded.ts';
import { gatewayProcess } from './support/process.ts';

/** `npm run soak:kill` asks for 5,000. */
const REQUESTS = Number(process.env['SOAK_REQUESTS'] ?? 300);
const SEED = Number(process.env['SOAK_SEED'] ?? 6);
const CALLERS = 8;

jest.setTimeout(300_000 + REQUESTS * 200);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test('LED-3: every reply and every case that got a 2xx is in the ledger, though the gateway is killed again and again', async () => {
  const { client } = stage;
  const { id } = await client.openCase(alert());
  const kept = { replies: new Set<string>(), cases: new Set<string>() };
  let broken = 0;
  const random = seeded(SEED);
  const longest = Math.min(250, REQUESTS / 2);
  let acknowledged = 0;
  for (let round = 0; acknowledged < REQUESTS; round += 1) {
    // After so many acknowledgements the gateway is killed, while eight callers go on posting.
    const enough = 3 + Math.floor(random() * longest);
    const gateway = await gatewayProcess(stage);
    const replies = `${gateway.url}/v1/cases/${encodeURIComponent(id)}/replies`;
    const before = acknowledged;
    const killing: Promise<void>[] = [];
    let posts = 0;
    const call = async (): Promise<void> => {
      while (killing.length === 0) {
        const eventId = `kill-${round}-${posts++}`;
        const wanted = posts % 2 === 0;
        const body = wanted ? alert({ id: eventId }) : { text: 'Yes.', source: 'portal', eventId };
        const took = await accepted(wanted ? `${gateway.url}/v1/cases` : replies, body);
        if (took) (wanted ? kept.cases : kept.replies).add(eventId);
        else broken += 1;
        if (kept.replies.size + kept.cases.size - before >= enough) killing.push(gateway.kill());
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, call));
    await Promise.all(killing);
    acknowledged = kept.replies.size + kept.cases.size;
  }
  expect(acknowledged).toBeGreaterThanOrEqual(REQUESTS);
  expect(broken).toBeGreaterThan(0);

  const stored = new Set((await client.show(id)).replies.map((reply) => reply.event_id));
  expect([...kept.replies].filter((eventId) => !stored.has(eventId))).toEqual([]);
  const cases = new Set((await client.list({ limit: 10_000 })).map(({ occurrence }) => occurrence));
  expect([...kept.cases].filter((occurrence) => !cases.has(occurrence))).toEqual([]);

  await until(async () => (await client.redriveOnce()).waiting.length === 0, 120_000);
  const after = await client.show(id);
  expect(after.replies.every((reply) => reply.delivered_at !== null)).toBe(true);
  expect((await client.list({ limit: 10_000 })).every(({ started }) => started)).toBe(true);
});

async function accepted(url: string, body: object): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
