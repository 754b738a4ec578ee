import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DEFAULT_RULES } from '../../domain/contactRules/contactRules.ts';
import { keepContactRules } from '../../ledger/contactRules/kept.ts';
import { instant } from '../../ledger/values.ts';
import { run } from '../cli/support/command.ts';
import { bearer, callable } from '../http/support/gateway.ts';
import { alert } from './support/alerts.ts';
import { openStage, type Stage } from './support/stage.ts';

jest.setTimeout(60_000);

const HEALTH = { agreements: {}, moreWords: [], allowedWords: [], logOffMinutes: 15 };
const MINUTE = 60_000;

let stage: Stage;
let env: Record<string, string>;
let caseId: string;
beforeAll(async () => {
  stage = await openStage();
  const { ledgerUrl, address, namespace } = stage;
  env = { DATABASE_URL: ledgerUrl, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
  caseId = (await stage.client.openCase(alert({ id: 'alert-viewed' }))).id;
}, 60_000);
afterAll(() => stage?.close());

const health = (on: boolean) =>
  keepContactRules(
    stage.client.ledger,
    on ? { ...DEFAULT_RULES, health: HEALTH } : DEFAULT_RULES,
    'test',
    Date.now(),
  );
const command = (who: string, ...args: string[]) => run(args, { env: { ...env, FOLLOWTHROUGH_AS: who } });
const seen = async () =>
  (await stage.client.privacy.views(caseId)).map(({ by, what, via }) => `${by} ${what} ${via}`);

describe('LAW-10: who looks at a case of a house that works with health data', () => {
  test('LAW-10: nothing is recorded, and nobody has to be a person, in any other house', async () => {
    expect((await command('anybody', 'show', caseId)).code).toBe(0);
    expect(await seen()).toEqual([]);
  });

  test('LAW-10: is a person: nobody else acts or looks, and the first one can be added', async () => {
    await health(true);
    const refused = await command('anybody', 'show', caseId);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('FT-CLI-ACTOR')]);
    expect((await command('anybody', 'hold', caseId, '--reason', 'away')).stderr).toContain('FT-CLI-ACTOR');
    const gateway = await callable(stage);
    expect((await gateway.get('/v1/cases')).status).toBe(401);
    await gateway.close();
    const added = await command('kim', 'people', 'add', 'kim', '--name', 'Kim Sample', '--role', 'manager');
    expect(added.code).toBe(0);
    expect((await command('anybody', 'show', caseId)).code).toBe(1);
  });

  test('LAW-10: is on record before it is shown, on the command line and over HTTP', async () => {
    for (const args of [['show', caseId], ['list'], ['tasks'], ['outbox']])
      expect((await command('kim', ...args)).code).toBe(0);
    expect(await seen()).toEqual(
      expect.arrayContaining(['kim case command line', 'kim plan command line', 'kim list command line']),
    );
    const key = await stage.client.createKey({ name: 'desk', scopes: ['admin'], person: 'kim', by: 'kim' });
    const gateway = await callable(stage);
    const path = `/v1/cases/${encodeURIComponent(caseId)}`;
    expect((await gateway.get(`${path}/timeline`, bearer(key))).status).toBe(200);
    expect((await seen())[0]).toBe(`kim case key:${key.id}`);
    const asked = await gateway.get(`${path}/views`, bearer(key));
    expect(asked.body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ by: 'kim' })]),
    });
    await gateway.close();
    const shown = await command('kim', 'views', caseId);
    expect(shown.stdout).toMatch(/kim +case +command line/);
  });

  test('LAW-10: a key of theirs that lies idle lets nobody in any more', async () => {
    const { client } = stage;
    const key = await client.createKey({ name: 'idle', scopes: ['staff'], person: 'kim', by: 'kim' });
    const machine = await client.createKey({ name: 'crm', scopes: ['intake'], by: 'kim' });
    const usedBefore = (minutes: number) =>
      client.ledger
        .updateTable('api_keys')
        .set({ last_used_at: instant(Date.now() - minutes * MINUTE) })
        .where('id', 'in', [key.id, machine.id])
        .execute();
    await usedBefore(14);
    expect(await client.checkKey(key.secret)).toMatchObject({ id: key.id });
    await usedBefore(16);
    expect(await client.checkKey(key.secret)).toBeUndefined();
    expect(await client.checkKey(machine.secret)).toMatchObject({ id: machine.id });
    await health(false);
    expect(await client.checkKey(key.secret)).toMatchObject({ id: key.id });
  });

  test('LAW-10: the record is kept for six years: it is never changed, and never removed before', async () => {
    const { ledger } = stage.client;
    await expect(ledger.deleteFrom('views').execute()).rejects.toThrow(/kept for six years/);
    await expect(ledger.updateTable('views').set({ by: 'nobody' }).execute()).rejects.toThrow(
      /never changed/,
    );
    const old = instant(Date.now() - 6 * 366 * 24 * 60 * MINUTE);
    const row = { case_id: 'an-old:case:1', at: old, by: 'kim', what: 'case', via: 'command line' };
    await ledger.insertInto('views').values(row).execute();
    await ledger.deleteFrom('views').where('case_id', '=', 'an-old:case:1').execute();
    expect((await seen()).length).toBeGreaterThan(0);
  });
});
