import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { within } from '../../client/engine.ts';
import { post } from '../../connectors/webhook/http.ts';
import { closeLedger, type Ledger, openLedger } from '../../ledger/connect.ts';
import { weaknesses, weaknessWords } from '../../ledger/check/durability.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

/** `SOAK_SECONDS=60` for the long one. */
const SECONDS = Number(process.env['SOAK_SECONDS'] ?? 3);
const AT_ONCE = 200;

jest.setTimeout((SECONDS + 60) * 1_000);

let database: TestDatabase;
let ledger: Ledger;
beforeAll(async () => {
  database = await freshDatabase();
  ledger = openLedger(database.url);
});
afterAll(async () => {
  await closeLedger(ledger);
  await database.drop();
});

test('LED-6: no call to another system can be made while a transaction is open; before and after it can', async () => {
  const client = new Client({ connection: Connection.lazy({ address: '127.0.0.1:1' }) });
  const calls = {
    Temporal: () => within(client, 10, async () => undefined),
    'a webhook': () =>
      post(new URL('http://127.0.0.1:1/'), Buffer.from('{}'), {}, undefined, ['127.0.0.1']).then(
        () => undefined,
      ),
  };
  for (const call of Object.values(calls)) {
    const inside = ledger.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx);
      await call();
    });
    await expect(inside).rejects.toThrow('within a transaction of the ledger');
  }
  await ledger.transaction().execute(async (tx) => void (await sql`select 1`.execute(tx)));
  await expect(calls.Temporal()).resolves.toBeUndefined();
});

test('LED-6: a statement, a wait for a lock and an idle transaction end by themselves', async () => {
  const { rows } = await sql<{ name: string; setting: string }>`select name, setting from pg_settings
    where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') order by name`.execute(
    ledger,
  );
  expect(rows.map(({ name, setting }) => [name, Number(setting) / 1_000])).toEqual([
    ['idle_in_transaction_session_timeout', 15],
    ['lock_timeout', 8],
    ['statement_timeout', 10],
  ]);
});

/** What a request does at its worst: a transaction in which something is asked on another handle. */
async function request(by: number): Promise<void> {
  await ledger.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${by % 20})`.execute(tx);
    await sql`select count(*) from pg_class`.execute(ledger);
    await sql`select pg_sleep(0.002)`.execute(tx);
  });
}

test(`LED-6: ${AT_ONCE} requests at once that ask on a second connection within their transaction: none is stuck, none fails`, async () => {
  const took: number[] = [];
  const until = Date.now() + SECONDS * 1_000;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, index) => {
      while (Date.now() < until) {
        const begun = Date.now();
        await request(index);
        took.push(Date.now() - begun);
      }
    }),
  );
  took.sort((one, other) => one - other);
  expect(took.length).toBeGreaterThan(AT_ONCE);
  expect(took[Math.floor(took.length * 0.99)]).toBeLessThan(5_000);
});

test('LED-2: a PostgreSQL of one’s own that promises less is named, with what it means', async () => {
  const name = new URL(database.url).pathname.slice(1);
  expect(
    (await weaknesses(ledger)).map(({ setting }) => setting).filter((each) => each === 'synchronous_commit'),
  ).toEqual([]);
  await sql.raw(`alter database ${name} set synchronous_commit = off`).execute(ledger);
  const again = openLedger(database.url);
  const found = (await weaknesses(again)).find(({ setting }) => setting === 'synchronous_commit');
  await closeLedger(again);
  expect(found && weaknessWords(found)).toBe(
    'synchronous_commit is off: what was acknowledged in the last moments before a power cut can be lost',
  );
});
