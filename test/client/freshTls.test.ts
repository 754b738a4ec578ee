import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TemporalOptions, temporalFrom } from '../../client/index.ts';
import { type Authority, authority, type Pair } from '../support/certificates.ts';

let folder: string;
let ours: Authority;
let first: Pair;
let second: Pair;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificates-'));
  ours = await authority('ours');
  [first, second] = await Promise.all([ours.issue('client'), ours.issue('client')]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const file = (name: string) => join(folder, name);
const says = (name: string, text: string) => writeFile(file(name), text);

async function read(): Promise<TemporalOptions> {
  await says('ca.pem', ours.cert);
  await says('client.pem', first.cert);
  await says('client.key', first.key);
  const env = {
    TEMPORAL_ADDRESS: 'temporal.example.com:7233',
    TEMPORAL_TLS_CLIENT_CERT_PATH: file('client.pem'),
    TEMPORAL_TLS_CLIENT_KEY_PATH: file('client.key'),
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: file('ca.pem'),
  };
  const temporal = temporalFrom(env, 0);
  if (!temporal) throw new Error('there is no address');
  return temporal;
}

describe('SRV-7: certificates that are changed while programs run', () => {
  test('are read from their files again, and are the same for as long as nothing changes', async () => {
    const { tls, freshTls } = await read();
    expect(freshTls?.now()).toBe(tls);
    await says('client.pem', second.cert);
    await says('client.key', second.key);
    const pair = { crt: Uint8Array.from(Buffer.from(second.cert)), key: expect.anything() };
    expect(freshTls?.now()).toMatchObject({ clientCertPair: pair });
    expect(freshTls?.now()).toBe(freshTls?.now());
    expect(freshTls?.problem()).toBeNull();
  });

  test('half of a change leaves the old ones in place, and says why, until the change is whole', async () => {
    const { tls, freshTls } = await read();
    const half: [string, string, string][] = [
      ['client.pem', second.cert, first.cert],
      ['client.pem', first.cert.slice(0, 200), first.cert],
      ['client.key', '', first.key],
      ['ca.pem', `${ours.cert}${first.cert.slice(0, 200)}`, ours.cert],
      ['ca.pem', '', ours.cert],
    ];
    for (const [name, written, whole] of half) {
      await says(name, written);
      expect(freshTls?.now()).toBe(tls);
      expect(freshTls?.problem()).not.toBeNull();
      await says(name, whole);
      expect(freshTls?.now()).toBe(tls);
      expect(freshTls?.problem()).toBeNull();
    }
    await rm(file('ca.pem'));
    expect(freshTls?.now()).toBe(tls);
    expect(freshTls?.problem()).toContain('no such file');
  });
});
