import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { CreatedKey } from '../../client/index.ts';
import { findCase } from '../../ledger/cases.ts';
import { newIntentId } from '../../ledger/intents.ts';
import { findMessage } from '../../ledger/undelivered.ts';
import { instant } from '../../ledger/values.ts';
import { alert } from '../client/support/alerts.ts';
import { withStaff } from '../client/support/endings.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { keptIntent } from '../support/keptIntent.ts';
import { bearer, callable, type Caller, once } from './support/gateway.ts';

jest.setTimeout(60_000);

let stage: Stage;
let caller: Caller;
const keys: Record<'lab' | 'desk' | 'portal' | 'sam' | 'admin', CreatedKey> = {} as never;

/** A gateway as `npm start` has it, and after the first key. */
beforeAll(async () => {
  stage = await openStage();
  caller = await callable(stage);
});
afterAll(async () => {
  await caller?.close();
  await stage?.close();
});

const WHY = { reason: 'the doctor asks us to wait' };

const openerOf = async ({ body }: { body: Record<string, unknown> }) =>
  (await findCase(stage.client.ledger, String(body['id'])))?.opened_by;

describe('As long as nobody has made a key', () => {
  test('this machine needs none, and says who acts by a header', async () => {
    const opened = await caller.post('/v1/cases', alert({ id: 'alert-open' }));
    expect(opened.status).toBe(201);
    const path = `/v1/cases/${encodeURIComponent(String(opened.body['id']))}/hold`;
    const nobody = await caller.post(path, WHY, once());
    expect([nobody.status, nobody.body['code']]).toEqual([400, 'FT-HTTP-PERSON']);
    const held = await caller.post(path, WHY, { ...once(), 'followthrough-as': 'pat' });
    expect([200, 202]).toContain(held.status);
  });

  test('what came over a proxy, or to a gateway that others reach, needs one all the same', async () => {
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip'])
      expect((await caller.get('/v1/procedures', { [name]: '192.0.2.1' })).status).toBe(401);
    const reached = await callable(stage, { local: false });
    const { status, headers, body } = await reached.get('/v1/procedures');
    expect([status, headers.get('www-authenticate'), body['code']]).toEqual([401, 'Bearer', 'FT-HTTP-KEY']);
    const health = await reached.get('/health');
    expect(Object.keys(health.body)).toEqual(['status']);
    await reached.close();
  });

  test('a web page of somebody else cannot use it through a browser on this machine', async () => {
    const page = { origin: 'https://evil.example.com' };
    expect((await caller.post('/v1/messages/some-id/undelivered', {}, page)).status).toBe(401);
    expect((await caller.get('/v1/cases', { 'sec-fetch-site': 'cross-site' })).status).toBe(401);
    expect((await caller.get('/v1/cases', { origin: caller.url })).status).toBe(200);
  });
});

describe('From the first key on', () => {
  beforeAll(async () => {
    await withStaff(stage.client);
    const by = 'morgan';
    const make = (name: string, scopes: string[], more: { person?: string; source?: string } = {}) =>
      stage.client.createKey({ name, scopes, ...more, by });
    keys.lab = await make('Laboratory', ['intake'], { source: 'lab-crm' });
    keys.desk = await make('Desk', ['reply']);
    keys.portal = await make('Portal', ['reply'], { source: 'portal' });
    keys.sam = await make('Sam', ['staff'], { person: 'sam' });
    keys.admin = await make('Morgan', ['admin'], { person: 'morgan' });
  });

  test('nobody gets in without one, with a wrong one, or with half of one', async () => {
    const { secret, id } = keys.sam;
    const wrong: Record<string, string>[] = [
      {},
      { authorization: 'Bearer ft_nobody' },
      { authorization: `Bearer ${secret.slice(0, -1)}` },
      { authorization: `Bearer ft_${id}_${'A'.repeat(43)}` },
      { authorization: `Basic ${Buffer.from(`x:${secret}`).toString('base64')}` },
    ];
    for (const headers of wrong) {
      const answer = await caller.get('/v1/cases', headers);
      expect([answer.status, answer.body['code']]).toEqual([401, 'FT-HTTP-KEY']);
      expect(answer.text).not.toContain(secret);
    }
    expect((await caller.get('/v1/cases', bearer(keys.sam))).status).toBe(200);
  });

  test.each([
    [
      'an intake key opens cases of its own system, and reads nothing about people',
      'lab',
      'POST /v1/cases',
      201,
    ],
    [
      'an intake key opens cases of its own system, and reads nothing about people',
      'lab',
      'GET /v1/cases',
      403,
    ],
    ['a reply key opens no case', 'desk', 'POST /v1/cases', 403],
    ['a reply key takes opt-outs', 'desk', 'POST /v1/opt-outs', 201],
    ['an intake key takes none', 'lab', 'POST /v1/opt-outs', 403],
    ['a staff key reads cases', 'sam', 'GET /v1/cases', 200],
    ['an admin key reads cases', 'admin', 'GET /v1/cases', 200],
  ] as const)('%s: %s, %s is %d', async (_rule, who, what, expected) => {
    const [method = '', path = ''] = what.split(' ');
    const body = path === '/v1/opt-outs' ? { address: 'pat@example.com' } : alert();
    const key = bearer(keys[who]);
    const answer = method === 'GET' ? await caller.get(path, key) : await caller.post(path, body, key);
    expect(answer.status).toBe(expected);
  });

  test('a key of one system speaks for no other', async () => {
    const answer = await caller.post('/v1/cases', alert({ source: 'desk' }), bearer(keys.lab));
    expect([answer.status, answer.body['code']]).toEqual([403, 'FT-HTTP-SCOPE']);
    const other = await caller.post('/v1/cases', alert({ source: 'desk' }), bearer(keys.admin));
    const path = `/v1/cases/${encodeURIComponent(String(other.body['id']))}/status`;
    expect((await caller.get(path, bearer(keys.lab))).status).toBe(403);
    expect((await caller.get(path, bearer(keys.sam))).status).toBe(200);
  });

  test('a reply key of one system brings answers to any case, and reports no message of another as lost', async () => {
    const key = bearer(keys.portal);
    const open = async (source: string) => {
      const { id } = await stage.client.openCase(alert({ source }));
      const message = newIntentId();
      const at = instant(Date.now());
      const times = { created_at: at, accepted_at: at, delivered_at: at };
      const kept = { mediaType: 'text/plain', text: 'Good morning.' };
      await keptIntent(stage.client.ledger, kept, {
        id: message,
        case_id: id,
        channel: 'portal',
        name: 'reminder',
        recipient: 'example-dental',
        state: 'accepted',
        connector: 'sandbox',
        ...times,
      });
      return { id, message };
    };
    const answers = async ({ id, message }: { id: string; message: string }) => {
      const given = { text: 'Yes.', source: 'portal' };
      const there = `/v1/cases/${encodeURIComponent(id)}/replies`;
      return [
        await caller.post(there, { ...given, eventId: `${id}-1` }, key),
        await caller.post(
          '/v1/inbound',
          { ...given, eventId: `${id}-2`, channel: 'portal', caseId: id },
          key,
        ),
        await caller.post(`/v1/messages/${message}/undelivered`, {}, key),
      ];
    };
    const theirs = await open('lab-crm');
    const [reply, inbound, lost] = await answers(theirs);
    expect([lost?.status, lost?.body['code']]).toEqual([403, 'FT-HTTP-SCOPE']);
    for (const answer of [reply, inbound]) expect(answer?.status).toBeLessThan(300);
    expect((await stage.client.show(theirs.id)).replies).toHaveLength(2);
    expect(await findMessage(stage.client.ledger, theirs.message)).toMatchObject({ undelivered_at: null });
    for (const answer of await answers(await open('portal'))) expect(answer.status).toBeLessThan(300);
  });

  test('RPY-10: a refusal in a reply is heard, and whoever delivers it is told', async () => {
    const contact = { name: 'Lee Example', email: 'lee@example.com' };
    const { id } = await stage.client.openCase(alert({ source: 'portal', contact }));
    const given = { source: 'portal', channel: 'email', text: 'STOP' };
    const there = `/v1/cases/${encodeURIComponent(id)}/replies`;
    const reply = await caller.post(there, { ...given, eventId: `${id}-3` }, bearer(keys.portal));
    expect(reply.body).toMatchObject({ refusal: 'keyword' });
    const address = 'lee@elsewhere.example.com';
    const from = { ...given, text: 'Please never write to me again.', address, eventId: `${id}-4` };
    expect((await caller.post('/v1/replies', from, bearer(keys.portal))).body).toMatchObject({
      refusal: 'phrase',
    });
    for (const each of [contact.email, address])
      expect(await stage.client.optOuts({ address: each })).toMatchObject([{ channel: 'email' }]);
  });

  test('a staff key acts as its person and as nobody else', async () => {
    const opened = await caller.post('/v1/cases', alert(), bearer(keys.lab));
    const path = `/v1/cases/${encodeURIComponent(String(opened.body['id']))}/hold`;
    const as = (person: string) => ({ ...bearer(keys.sam), ...once(), 'followthrough-as': person });
    expect((await caller.post(path, WHY, as('kim'))).status).toBe(403);
    expect([200, 202]).toContain((await caller.post(path, WHY, as('sam'))).status);
    const asked = await stage.client.ledger
      .selectFrom('commands')
      .select('actor')
      .where('case_id', '=', String(opened.body['id']))
      .execute();
    expect(asked).toEqual([{ actor: 'sam' }]);
    const own = await caller.post('/v1/cases', alert(), bearer(keys.sam));
    const [bySystem, byPerson] = [await openerOf(opened), await openerOf(own)];
    expect([bySystem, byPerson]).toEqual([null, 'sam']);
  });

  test('a key is of no use once it is revoked, has expired, or its person has left', async () => {
    const by = 'morgan';
    const use = async (key: CreatedKey) => (await caller.get('/v1/procedures', bearer(key))).status;
    const short = await stage.client.createKey({
      name: 'short',
      scopes: ['intake'],
      expiresAt: Date.now() + 60_000,
      by,
    });
    const old = await stage.client.createKey({ name: 'old', scopes: ['intake'], by });
    const theirs = await stage.client.createKey({ name: 'mo', scopes: ['staff'], person: 'mo', by });
    expect([await use(short), await use(old), await use(theirs)]).toEqual([200, 200, 200]);
    await stage.client.revokeKey(old.id, { by });
    await stage.client.removePerson('mo', { by });
    const past = new Date(Date.now() - 1).getTime();
    await stage.client.ledger
      .updateTable('api_keys')
      .set({ expires_at: new Date(past) as never })
      .where('id', '=', short.id)
      .execute();
    expect([await use(short), await use(old), await use(theirs)]).toEqual([401, 401, 401]);
  });

  test('the ledger has no key, and knows when each was used', async () => {
    await caller.get('/v1/cases', bearer(keys.sam));
    const rows = await stage.client.ledger.selectFrom('api_keys').selectAll().execute();
    const secret = keys.sam.secret.split('_').slice(2).join('_');
    expect(secret.length).toBeGreaterThan(20);
    expect(JSON.stringify(rows)).not.toContain(secret);
    const listed = (await stage.client.keys()).find(({ id }) => id === keys.sam.id);
    expect(listed?.lastUsedAt).toBeGreaterThan(Date.now() - 120_000);
  });
});

describe('WHK-11: Who asks too often is told when to ask again', () => {
  const rates = { perKey: 5, perAddress: 1_000, wrongKeys: 3 };
  let slow: Caller;
  beforeAll(async () => {
    slow = await callable(stage, { rates, trustedProxies: ['127.0.0.1'] });
  });
  afterAll(() => slow.close());

  test('by the key, so that nobody else is held up, and never with an opt-out', async () => {
    const lab = bearer(keys.lab);
    const seen = [];
    for (let index = 0; index < 7; index += 1) seen.push(await slow.get('/v1/procedures', lab));
    expect(seen.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(Number(seen[6]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(seen[6]?.body['code']).toBe('FT-HTTP-TOO-MANY');
    const desk = bearer(keys.desk);
    for (let index = 0; index < 12; index += 1) {
      const kept = await slow.post('/v1/opt-outs', { address: `no${index}@example.com` }, desk);
      expect(kept.status).toBe(201);
    }
    const reply = { text: 'Yes.', source: 'portal', eventId: 'rate-1', address: 'pat@example.com' };
    expect((await slow.post('/v1/replies', reply, desk)).status).toBe(201);
  });

  test('emails of one key that come slowly hold up that key alone, and only while they come', async () => {
    const { hostname: host, port } = new URL(slow.url);
    const mail = (name: string) => `/v1/inbound/mail?source=${name}&eventId=mail-1`;
    const send = async (name: 'desk' | 'portal') => {
      const headers = { ...bearer(keys[name]), 'content-type': 'message/rfc822' };
      const body = `From: pat@example.com\r\n\r\nYes, by ${name}.`;
      return (await slow.send(mail(name), { method: 'POST', headers, body })).status;
    };
    const refused: (number | undefined)[] = [];
    const headers = { ...bearer(keys.desk), 'content-type': 'message/rfc822', 'content-length': 1_000_000 };
    const coming = ['one', 'another', 'one too many'].map(() => {
      const ask = request({ host, port, path: mail('desk'), method: 'POST', headers });
      ask.on('error', () => undefined).on('response', ({ statusCode }) => refused.push(statusCode));
      ask.write('From: pat@example.com\r\n');
      return ask;
    });
    try {
      await until(async () => refused.length > 0);
      expect(refused).toEqual([429]);
      expect(await send('desk')).toBe(429);
      expect(await send('portal')).toBe(201);
    } finally {
      for (const each of coming) each.destroy();
    }
    await until(async () => (await send('desk')) === 201);
  });

  test('WHK-15: an address counts as a proxy that is trusted says it, and as nobody else does', async () => {
    const guess = (from: string) =>
      slow.get('/v1/cases', { authorization: 'Bearer ft_wrong', 'x-forwarded-for': from });
    const seen = [];
    for (let index = 0; index < 5; index += 1) seen.push((await guess('192.0.2.7')).status);
    expect(seen).toEqual([401, 401, 401, 429, 429]);
    expect((await guess('192.0.2.8')).status).toBe(401);
    const direct = await callable(stage, { rates });
    const spoofed = [];
    for (let index = 0; index < 5; index += 1)
      spoofed.push(
        (
          await direct.get('/v1/cases', {
            authorization: 'Bearer ft_wrong',
            'x-forwarded-for': `192.0.2.${index}`,
          })
        ).status,
      );
    expect(spoofed).toEqual([401, 401, 401, 429, 429]);
    await direct.close();
  });
});
