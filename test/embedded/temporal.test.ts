import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { holderOf } from '../../embedded/lock.ts';
import {
  checkRetention,
  ensureSearchAttributes,
  startTemporalServer,
  type TemporalServer,
  type TemporalServerOptions,
} from '../../embedded/temporalServer.ts';
import { testFolder } from './support/folder.ts';
import { refusal } from './support/refusal.ts';
import { BUILD, serverOptions } from './support/temporal.ts';
import { withConnection } from './support/timer.ts';

const CODEC = 'http://127.0.0.1:8230/codec';

describe('the embedded Temporal server', () => {
  const folder = testFolder();
  let options: TemporalServerOptions;
  let server: TemporalServer;

  beforeAll(async () => {
    options = await serverOptions(folder);
    server = await startTemporalServer({
      ...options,
      headless: false,
      uiCodecEndpoint: CODEC,
      searchAttributes: { FtProcedure: 'Keyword' },
    });
  }, BUILD);
  afterAll(() => server.stop(), 20_000);

  it('SRV-4: a second server on the same file is refused, naming the process that has it', async () => {
    const { code, message } = await refusal(startTemporalServer(options));
    expect(code).toBe('FT-EMB-LOCKED');
    expect(message).toContain(`in use by process ${process.pid}`);
    expect((await holderOf(`${options.dbFilename}.lock`))?.child?.pid).toBe(server.pid);
  });

  it('SRV-2: the namespace keeps finished cases for 30 days', async () => {
    await withConnection(server.address, async (connection) => {
      const answer = await connection.workflowService.describeNamespace({ namespace: 'followthrough' });
      expect(Number(answer.config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 24 * 3600);
    });
  });

  it('SRV-2: a namespace that keeps less than configured is refused, and says how to change it', async () => {
    await withConnection(server.address, async (connection) => {
      const check = checkRetention(connection, { namespace: 'default', retentionDays: 30 });
      const { code, message } = await refusal(check);
      expect(code).toBe('FT-EMB-RETENTION');
      expect(message).toContain('default keeps finished cases for 1 days');
      expect(message).toContain('--retention 720h');
    });
  });

  it('SRV-7: it refuses to listen to other machines', async () => {
    const { code } = await refusal(startTemporalServer({ ...options, ip: '0.0.0.0' }));
    expect(code).toBe('FT-EMB-LOOPBACK');
  });

  it('a search attribute of another type is refused before any worker can hang on it', async () => {
    await withConnection(server.address, async (connection) => {
      const wanted = { FtProcedure: 'Int' } as const;
      const { code } = await refusal(ensureSearchAttributes(connection, 'followthrough', wanted));
      expect(code).toBe('FT-EMB-ATTRIBUTE');
    });
  });

  it('a port in use is refused before anything starts', async () => {
    const port = Number(server.address.split(':')[1]);
    const other = { ...options, dbFilename: `${options.dbFilename}.other`, port };
    expect((await refusal(startTemporalServer(other))).code).toBe('FT-EMB-PORT');
  });

  it('SRV-7: the Web UI answers on loopback', async () => {
    expect(server.uiUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${server.uiUrl}/api/v1/settings`)).status).toBe(200);
  });

  it('SRV-8: the Web UI is told whom to ask for what is sealed', async () => {
    const settings = await (await fetch(`${server.uiUrl}/api/v1/settings`)).json();
    expect(settings).toMatchObject({ Codec: { Endpoint: CODEC } });
  });

  it('SRV-5: a data file of another server version is refused, and says what to do', async () => {
    const file = `${options.dbFilename}.old`;
    writeFileSync(file, 'written by a server long ago');
    writeFileSync(`${file}.version.json`, '{"serverVersion":"1.31.0"}');
    const { code, message } = await refusal(startTemporalServer({ ...options, dbFilename: file }));
    expect(code).toBe('FT-EMB-VERSION');
    expect(message).toContain('Either start with server 1.31.0 again');
    expect(readFileSync(file, 'utf8')).toBe('written by a server long ago');
  });

  it('SRV-4: a server that cannot start says why, with the last lines of its log', async () => {
    const bad = {
      ...options,
      dbFilename: `${options.dbFilename}.bad`,
      logLevel: 'loud' as 'warn',
    };
    const { code, message } = await refusal(startTemporalServer(bad));
    expect(code).toBe('FT-EMB-START');
    expect(message).toContain('loud');
  });
});
