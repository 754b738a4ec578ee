import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { ConnectorError } from '../../connectors/errors/connectorError.ts';
import { keapTokens } from '../../connectors/keap/tokens.ts';
import { closeLedger, type Ledger, openLedger } from '../../ledger/connect.ts';
import { type KeapDouble, keapDouble } from '../doubles/keap/keap.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { keapSettings } from './support/keapDesk.ts';

let database: TestDatabase;
let one: Ledger;
let two: Ledger;
let vendor: KeapDouble;
beforeAll(async () => {
  database = await freshDatabase();
  one = openLedger(database.url);
  two = openLedger(database.url);
}, 120_000);
afterAll(async () => {
  await Promise.all([closeLedger(one), closeLedger(two)]);
  await database.drop();
});
beforeEach(async () => {
  vendor = await keapDouble();
});
afterEach(async () => {
  await sql`delete from vendor_tokens`.execute(one);
  await vendor.close();
});

describe('The login at Keap, whose refresh tokens work once', () => {
  test('two workers that need a new token at the same time renew it once and use the same', async () => {
    vendor.before = () => new Promise((resolve) => setTimeout(resolve, 200));
    const settings = keapSettings(vendor);
    const [first, second] = [keapTokens(one, settings), keapTokens(two, settings)];
    const tokens = await Promise.all([first(null), second(null), first(null), second(null)]);
    expect(new Set(tokens)).toEqual(new Set([vendor.tokens.access]));
    expect(vendor.renewals).toBe(1);
    // One that is refused is renewed once as well, by the token that came with it.
    const renewed = await Promise.all([first(tokens[0] ?? ''), second(tokens[0] ?? '')]);
    expect(new Set(renewed)).toEqual(new Set([vendor.tokens.access]));
    expect(vendor.renewals).toBe(2);
  });

  test('a new token that the ledger would not take at once is kept before it is used, and the chain goes on', async () => {
    vendor.before = async () => {
      await sql`alter table vendor_tokens rename to away`.execute(one);
      setTimeout(() => void sql`alter table away rename to vendor_tokens`.execute(one), 400);
    };
    const settings = keapSettings(vendor);
    const access = await keapTokens(one, settings)(null);
    vendor.before = () => undefined;
    expect(access).toBe(vendor.tokens.access);
    // Another worker, after a restart, goes on with what is in the ledger.
    expect(await keapTokens(two, { ...settings })(access)).toBe(vendor.tokens.access);
    expect(vendor.renewals).toBe(2);
  });

  test('no token stands in the ledger in the open', async () => {
    await keapTokens(one, keapSettings(vendor))(null);
    const { rows } = await sql<{ row: string }>`
      select encode(sealed, 'escape') || begun_with || vendor as row from vendor_tokens`.execute(one);
    const all = rows.map(({ row }) => row).join();
    for (const token of [vendor.configured, vendor.tokens.access, vendor.tokens.refresh])
      expect(all).not.toContain(token);
  });

  test('a chain that is broken at the vendor stops the channel, until a person gives another refresh token', async () => {
    const settings = keapSettings(vendor);
    vendor.next('accept-then-drop', 'POST /token');
    const lost = await keapTokens(one, settings)(null).catch((thrown: unknown) => thrown);
    expect((lost as ConnectorError).verdict.reason).toBe('unreachable');
    const broken = await keapTokens(one, settings)(null).catch((thrown: unknown) => thrown);
    expect((broken as ConnectorError).verdict).toMatchObject({ reason: 'login-refused', stopsChannel: true });
    expect((broken as ConnectorError).detail).not.toContain('refresh-');
    vendor.configured = vendor.tokens.refresh;
    expect(await keapTokens(one, keapSettings(vendor))(null)).toBe(vendor.tokens.access);
  });
});
