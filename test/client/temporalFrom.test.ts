import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { prepareYours } from '../../cli/up/prepareTemporal.ts';
import { connectionTo, temporalFrom } from '../../client/index.ts';
import { SEARCH_ATTRIBUTE_TYPES } from '../../workflows/attributes.ts';
import { authority, type Pair } from '../support/certificates.ts';
import { startWorker } from '../../worker/worker.ts';

jest.setTimeout(60_000);

const server = process.env['TEMPORAL_ADDRESS'] ?? '';

let folder: string;
let file: string;
let first: Pair;
let second: Pair;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'profiles-'));
  const ours = await authority('ours');
  [first, second] = await Promise.all([ours.issue('client'), ours.issue('client')]);
  file = join(folder, 'temporal.toml');
  const lines = [
    '[profile.default]',
    `address = "${server}"`,
    'namespace = "followthrough"',
    '[profile.cloud]',
    'address = "quickstart.a2dd6.tmprl.example:7233"',
    'namespace = "quickstart.a2dd6"',
    'api_key = "an-example-key"',
    '[profile.certificates]',
    'address = "temporal.example.com:7233"',
    '[profile.certificates.tls]',
    'client_cert_path = "certificate.pem"',
  ];
  await writeFile(file, lines.join('\n'));
  await writeFile(join(folder, 'typo.toml'), '[profile.default]\nadress = "temporal.example.com:7233"');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const from = (env: Record<string, string>) => temporalFrom({ TEMPORAL_CONFIG_FILE: file, ...env });

describe('Which Temporal the environment names', () => {
  test('none, where neither an address, a profile nor a file is named, or all are empty', () => {
    expect(temporalFrom({})).toBeUndefined();
    expect(
      temporalFrom({ TEMPORAL_ADDRESS: '', TEMPORAL_NAMESPACE: 'ours', TEMPORAL_API_KEY: '' }),
    ).toBeUndefined();
  });

  test('an address alone is reached without TLS, in the namespace followthrough', () => {
    expect(temporalFrom({ TEMPORAL_ADDRESS: 'temporal:7233' })).toEqual({
      address: 'temporal:7233',
      namespace: 'followthrough',
    });
  });

  test('a profile of the file, and what the environment says besides wins', () => {
    expect(from({})).toEqual({ address: server, namespace: 'followthrough' });
    expect(from({ TEMPORAL_PROFILE: 'cloud', TEMPORAL_NAMESPACE: 'other.a2dd6' })).toEqual({
      address: 'quickstart.a2dd6.tmprl.example:7233',
      namespace: 'other.a2dd6',
      apiKey: 'an-example-key',
      freshApiKey: expect.any(Function),
      tls: true,
    });
  });

  test('SRV-7: a key is never sent without TLS, and certificates of the environment are taken', () => {
    expect(temporalFrom({ TEMPORAL_ADDRESS: 'a:7233', TEMPORAL_API_KEY: 'k' })).toMatchObject({ tls: true });
    const named = temporalFrom({
      TEMPORAL_ADDRESS: 'a:7233',
      TEMPORAL_TLS_SERVER_NAME: 'temporal.example.com',
      TEMPORAL_TLS_CLIENT_CERT_DATA: first.cert,
      TEMPORAL_TLS_CLIENT_KEY_DATA: first.key,
    });
    expect(named?.tls).toMatchObject({ serverNameOverride: 'temporal.example.com' });
  });

  test('SRV-7: what is wrong or half is refused, rather than connected without it', () => {
    const another = { TEMPORAL_TLS_CLIENT_CERT_DATA: first.cert, TEMPORAL_TLS_CLIENT_KEY_DATA: second.key };
    const refused: [Record<string, string>, string][] = [
      [{ TEMPORAL_ADDRESS: 'a:7233', ...another }, 'mismatch'],
      [{ TEMPORAL_CONFIG_FILE: join(folder, 'nothing.toml'), TEMPORAL_ADDRESS: 'a:7233' }, 'no such file'],
      [{ TEMPORAL_PROFILE: 'clowd' }, "'clowd' not found"],
      [{ TEMPORAL_PROFILE: 'certificates' }, 'a client certificate and its key go together'],
      [{ TEMPORAL_CONFIG_FILE: join(folder, 'typo.toml'), TEMPORAL_ADDRESS: 'a:7233' }, 'adress'],
    ];
    for (const [env, why] of refused) expect(() => from(env)).toThrow(new RegExp(`FT-CLI-TEMPORAL.*${why}`));
    expect(() =>
      temporalFrom({ TEMPORAL_PROFILE: 'cloud', TEMPORAL_CONFIG_FILE: join(folder, 'none') }),
    ).toThrow('FT-CLI-TEMPORAL');
  });
});

describe('Connecting by a profile', () => {
  test('a server without TLS is prepared by the profile of a file: its retention, our search attributes, and again nothing new', async () => {
    const temporal = from({});
    if (!temporal) throw new Error('there is no profile');
    const namespace = `prepared-${randomUUID()}`;
    await prepareYours({ ...temporal, namespace }, 7);
    await prepareYours({ ...temporal, namespace }, 7);
    const connection = await Connection.connect(connectionTo(temporal));
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(7 * 86_400);
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    expect(Object.keys(customAttributes ?? {})).toEqual(
      expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTE_TYPES)),
    );
    await connection.close();
  });

  test('SRV-7: with TLS the first byte is that of TLS, and a server without it is named in the error', async () => {
    const heard: number[] = [];
    const plain = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (bytes) => {
        heard.push(bytes[0] ?? 0);
        socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
      });
    });
    await new Promise<void>((done) => plain.listen(0, '127.0.0.1', done));
    const { port } = plain.address() as { port: number };
    const temporal = temporalFrom({ TEMPORAL_ADDRESS: `127.0.0.1:${port}`, TEMPORAL_TLS: 'true' });
    if (!temporal) throw new Error('there is no address');
    const said = `no Temporal server answers at 127.0.0.1:${port} \\(with TLS\\)`;
    await expect(prepareYours(temporal)).rejects.toThrow(new RegExp(said));
    const activities = {} as Parameters<typeof startWorker>[0]['activities'];
    const bundle = { code: '' };
    await expect(startWorker({ ...temporal, activities, bundle })).rejects.toThrow(new RegExp(said));
    plain.close();
    // A handshake record, RFC 8446, section 5.1.
    expect(new Set(heard)).toEqual(new Set([22]));
  });
});
