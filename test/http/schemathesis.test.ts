import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { createGateway, listen } from '../../gateway/gateway.ts';
import { alert } from '../client/support/alerts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { fuzz, schemathesis } from './fuzz/schemathesis.ts';

/** A short look in every run; `npm run test:api` takes ten minutes. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 12);
const SEED = Number(process.env['FUZZ_SEED'] ?? 6);

jest.setTimeout((SECONDS + 300) * 1_000);

const found = await schemathesis();
/** Where it is to be shown that everything holds, a test that cannot be made is no pass. */
const inCi = ![undefined, '', '0', 'false'].includes(process.env['CI']);

if ('missing' in found) process.stderr.write(`SKIPPED: WHK-12 with schemathesis. ${found.missing}\n`);

let stage: Stage;
let app: FastifyInstance;
beforeAll(async () => {
  if ('missing' in found) return;
  stage = await openStage();
  await stage.startWorker();
  const none = Number.MAX_SAFE_INTEGER;
  const rates = { perKey: none, perAddress: none, wrongKeys: none, atOnce: none };
  app = createGateway(stage.client, { rates });
});
afterAll(async () => {
  await app?.close();
  await stage?.close();
});

const check = 'missing' in found && !inCi ? test.skip : test;
check(
  'WHK-12: whatever is sent to the API, it answers as its document says, and never with a 5xx',
  everything,
);

async function everything(): Promise<void> {
  if ('missing' in found) throw new Error(found.missing);
  await stage.client.openCase(alert({ id: 'alert-1001' }));
  // The procedures of a new release are proven when they are first asked for, which is no answer's time to wait.
  await stage.client.procedures();
  const scopes = ['admin', 'staff', 'intake', 'reply'];
  const key = await stage.client.createKey({ name: 'fuzz', scopes, person: 'pat', by: 'pat' });
  const url = `http://127.0.0.1:${await listen(app, 0)}`;
  const { code, said } = await fuzz({ ...found, url, key: key.secret, seconds: SECONDS, seed: SEED });
  const kept = process.env['FUZZ_REPORT'];
  if (kept) writeFileSync(kept, said);
  expect({ code, said: code === 0 ? '' : said.slice(-6_000) }).toEqual({ code: 0, said: '' });
}
