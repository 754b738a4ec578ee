import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { codecFrom } from '../../client/payloads/keys.ts';
import { withStaff } from '../client/support/endings.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { bearer, callable, type Caller } from './support/gateway.ts';

jest.setTimeout(60_000);

const UI = 'http://127.0.0.1:8233';
const ENDPOINT = '/codec/decode';
const WORDS = { encoding: 'json/plain', text: '"the words of a case"' };
const codec = codecFrom({ FOLLOWTHROUGH_CODEC_KEYS: `spring:${randomBytes(32).toString('base64')}` })!;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const plain = {
  payloads: [{ metadata: { encoding: base64(WORDS.encoding) }, data: base64(WORDS.text) }],
};

let stage: Stage;
let [here, everywhere]: Caller[] = [];
beforeAll(async () => {
  stage = await openStage();
  here = await callable(stage, { codec: { codec, origins: [UI] } });
  everywhere = await callable(stage, { codec: { codec, origins: [UI] }, local: false });
});
afterAll(async () => {
  await here?.close();
  await everywhere?.close();
  await stage?.close();
});

describe('SRV-8: what Temporal’s Web UI asks', () => {
  test('is answered on this machine: sealed and opened again, in Temporal’s own protocol', async () => {
    const sealed = await here!.post('/codec/encode', plain);
    expect(sealed.text).not.toContain(base64(WORDS.text));
    const asked = { origin: UI, 'x-namespace': stage.namespace };
    const opened = await here!.post(ENDPOINT, sealed.body, asked);
    expect([opened.status, opened.body]).toEqual([200, plain]);
    expect(opened.headers.get('access-control-allow-origin')).toBe(UI);
  });

  test('is allowed to it before it asks, and to no other page', async () => {
    const ahead = { method: 'OPTIONS', headers: { origin: UI, 'access-control-request-method': 'POST' } };
    const { status, headers } = await here!.send(ENDPOINT, ahead);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(UI);
    expect(headers.get('access-control-allow-headers')).toContain('x-namespace');
    for (const origin of ['https://evil.example.com', 'null', 'http://127.0.0.1:8234']) {
      const other = await here!.send(ENDPOINT, { ...ahead, headers: { ...ahead.headers, origin } });
      expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([403, null]);
      expect((await here!.post(ENDPOINT, plain, { origin })).status).toBe(403);
    }
    expect((await here!.post(ENDPOINT, plain, { 'x-forwarded-for': '192.0.2.1' })).status).toBe(401);
  });

  test('needs a key of an administrator where others reach the gateway', async () => {
    await withStaff(stage.client);
    const make = (scopes: ['admin'] | ['staff']) =>
      stage.client.createKey({ name: 'the web ui', scopes, person: 'sam', by: 'morgan' });
    expect((await everywhere!.post(ENDPOINT, plain)).status).toBe(401);
    expect((await everywhere!.post(ENDPOINT, plain, bearer(await make(['staff'])))).status).toBe(403);
    expect((await everywhere!.post(ENDPOINT, plain, bearer(await make(['admin'])))).status).toBe(200);
  });

  test('is for one namespace, and for what its keys have sealed', async () => {
    const other = await here!.post(ENDPOINT, plain, { 'x-namespace': 'somebody-else' });
    expect(other.status).toBe(403);
    const sealed = codecFrom({ FOLLOWTHROUGH_CODEC_KEYS: `old:${randomBytes(32).toString('base64')}` })!;
    const [payload] = await sealed.encode([{ metadata: {}, data: new Uint8Array(3) }]);
    const encoded = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('base64');
    const metadata = Object.entries(payload!.metadata!).map(([name, value]) => [name, encoded(value)]);
    const unknown = { payloads: [{ metadata: Object.fromEntries(metadata), data: encoded(payload!.data) }] };
    const refused = await here!.post(ENDPOINT, unknown);
    expect([refused.status, refused.body['code']]).toEqual([422, 'FT-CLI-CODEC']);
    expect((await here!.post(ENDPOINT, { payloads: 3 })).status).toBe(400);
  });

  test('is not there where nothing is sealed', async () => {
    const without = await callable(stage);
    expect((await without.post(ENDPOINT, plain)).status).toBe(404);
    await without.close();
  });
});
