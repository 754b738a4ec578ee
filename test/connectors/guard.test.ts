import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import { AddressBlocked, guarded, isPublic } from '../../connectors/guard.ts';
import { exchange } from '../../connectors/http.ts';

const asked =
  (url: string, allow: string[] = []) =>
  () =>
    guarded(new URL(url), allow);

describe('Where something may be sent', () => {
  test.each([
    'https://10.0.0.1/',
    'https://172.16.9.9/',
    'https://192.168.1.10/',
    'https://127.0.0.2/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'https://224.0.0.251/',
    'https://0.0.0.0/',
    'https://255.255.255.255/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://0300.0250.1.1/',
    'https://[::]/',
    'https://[::127.0.0.1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::1]/',
    'https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/',
    'https://[fe80::1]/',
    'https://[fd12:3456::1]/',
    'https://[ff02::1]/',
    'http://198.51.100.7/',
    'http://example.com/',
    'ftp://example.com/',
  ])('WHK-13: nothing goes to %s', (url) => {
    expect(asked(url)).toThrow(AddressBlocked);
  });

  test.each([
    'https://example.com/',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'http://localhost:80/',
  ])('WHK-13: %s is no private address', (url) => {
    expect(asked(url)).not.toThrow();
  });

  test('WHK-13: a host in the house is reached only where it is named', () => {
    expect(asked('https://10.1.2.3/')).toThrow(AddressBlocked);
    expect(asked('https://10.1.2.3/', ['10.1.2.3'])).not.toThrow();
    expect(asked('https://10.1.2.4/', ['10.1.2.3'])).toThrow(AddressBlocked);
    expect(asked('http://10.1.2.3/', ['10.1.2.3'])).toThrow('is not https');
  });

  test('what is public is the same in both notations', () => {
    expect(['8.8.8.8', '::ffff:8.8.8.8', '10.0.0.1', '::ffff:10.0.0.1', 'no address'].map(isPublic)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  /** What the connection would look up when a name leads somewhere else than before. */
  const leadsTo = (url: string, name: string, allow: string[] = []) =>
    new Promise<unknown>((resolve) => {
      guarded(new URL(url), allow)(name, { all: true }, (error, found) => resolve(error ?? found));
    });

  test('WHK-13: a name that leads into a private network when the connection is made is not connected to', async () => {
    expect(await leadsTo('https://crm.example.com/', 'localhost')).toBeInstanceOf(AddressBlocked);
    expect(await leadsTo('https://crm.example.com/', '10.0.0.5')).toBeInstanceOf(AddressBlocked);
    expect(await leadsTo('https://crm.example.com/', '192.168.0.1', ['crm.example.com'])).toEqual([
      { address: '192.168.0.1', family: 4 },
    ]);
    expect(await leadsTo('http://localhost:8080/', '10.0.0.5')).toBeInstanceOf(AddressBlocked);
  });
});

describe('One request', () => {
  let server: Server;
  let url: string;
  const paths: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      paths.push(request.url ?? '');
      if (request.url === '/moved') response.writeHead(302, { location: '/secret' }).end();
      else response.end('x'.repeat(5_000_000));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('WHK-13: a redirection is an answer, and not followed', async () => {
    expect(await exchange(new URL('/moved', url), { method: 'GET' })).toMatchObject({ status: 302 });
    expect(paths).toEqual(['/moved']);
  });

  test('WHK-13: no more than a small answer is read', async () => {
    const { status, body } = await exchange(new URL('/large', url), { method: 'GET' });
    expect([status, body.length]).toEqual([200, 64 * 1024]);
  });

  test('WHK-13: a private address stops its channel before any connection', async () => {
    const error = await exchange(new URL('https://10.0.0.1/'), { method: 'POST' }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ConnectorError);
    expect((error as ConnectorError).verdict).toEqual({
      class: 'permanent-config',
      reason: 'address-blocked',
      stopsChannel: true,
    });
  });
});
