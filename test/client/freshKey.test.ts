import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NativeConnection } from '@temporalio/worker';
import { freshKey, temporalFrom } from '../../client/index.ts';
import { engineClient } from '../../client/engine.ts';
import { renewConnection } from '../../worker/renewed.ts';
import { until } from './support/until.ts';

/** Takes every call for done, and keeps the keys that came with them. */
const keys: (string | undefined)[] = [];
let server: Http2Server;
let address: string;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
  server = createServer((request, response) => {
    keys.push(request.headers.authorization);
    request.resume();
    response.writeHead(200, { 'content-type': 'application/grpc' });
    response.write(Buffer.alloc(5));
    response.addTrailers({ 'grpc-status': '0' });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

describe('SRV-7: an API key that is changed while programs run', () => {
  const temporal = { namespace: 'followthrough', apiKey: 'the-old-one', tls: false } as const;

  test('is read from its file again; a file that is being written changes nothing', async () => {
    const file = join(folder, 'temporal.toml');
    const says = (key: string) => writeFile(file, `[profile.default]\naddress = "${address}"\n${key}\n`);
    await says('api_key = "the-old-one"');
    const options = temporalFrom({ TEMPORAL_CONFIG_FILE: file });
    expect(options).toMatchObject({ apiKey: 'the-old-one' });
    expect(options?.freshApiKey?.()).toBe('the-old-one');
    const given = { TEMPORAL_CONFIG_FILE: file, TEMPORAL_API_KEY: 'of-the-environment' };
    expect(temporalFrom(given)?.freshApiKey).toBeUndefined();

    let read: () => unknown = () => 'the-new-one';
    const key = freshKey('the-old-one', () => read(), 0);
    expect(key()).toBe('the-new-one');
    for (read of [() => undefined, () => '', () => JSON.parse('{')]) expect(key()).toBe('the-new-one');
  });

  test('goes with the next call of a client', async () => {
    let key = 'the-old-one';
    const client = engineClient({ address, ...temporal, freshApiKey: () => key });
    await client.workflowService.getSystemInfo({});
    key = 'the-new-one';
    await client.workflowService.getSystemInfo({});
    expect(keys.splice(0)).toEqual(expect.arrayContaining(['Bearer the-old-one', 'Bearer the-new-one']));
    await client.connection.close();
  });

  test('goes with what a worker’s open connection asks from then on', async () => {
    const connection = await NativeConnection.connect({ address, apiKey: 'the-old-one', tls: false });
    let key = 'the-old-one';
    const end = renewConnection({ connection }, { address, ...temporal, freshApiKey: () => key }, 10);
    keys.splice(0);
    await connection.workflowService.getSystemInfo({});
    expect(keys.at(-1)).toBe('Bearer the-old-one');
    key = 'the-new-one';
    await until(async () => {
      await connection.workflowService.getSystemInfo({});
      return keys.at(-1) === 'Bearer the-new-one';
    });
    await end();
    await connection.close();
  });
});
