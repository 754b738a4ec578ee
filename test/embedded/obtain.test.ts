import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { obtainTemporalServer } from '../../embedded/temporalServer.ts';
import { testFolder } from './support/folder.ts';
import { BUILD } from './support/temporal.ts';

describe('obtaining a Temporal server', () => {
  const folder = testFolder();
  const path = process.env['PATH'];
  afterEach(() => {
    process.env['PATH'] = path;
  });

  function cli(serverVersion: string): string {
    const bin = mkdtempSync(join(folder, 'bin-'));
    const program = join(bin, 'temporal');
    writeFileSync(program, `#!/bin/sh\necho "temporal version 1.6.0 (Server ${serverVersion}, UI 2.54.1)"\n`);
    chmodSync(program, 0o755);
    return bin;
  }

  it('takes the CLI on PATH when its server is new enough', async () => {
    process.env['PATH'] = `${cli('1.33.2')}:${path}`;
    const found = await obtainTemporalServer({ cacheDir: join(folder, 'none') });
    expect(found).toMatchObject({ source: 'cli', serverVersion: '1.33.2' });
  });

  it('tells why it does not take an old CLI, and uses a download when its host answers', async () => {
    process.env['PATH'] = `${cli('1.29.0')}:${path}`;
    const archive = join(folder, 'cli.tar.gz');
    execFileSync('tar', ['-czf', archive, '-C', cli('1.34.0'), 'temporal']);
    const host = createServer((request, response) => {
      const base = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
      if (request.url === '/a.tar.gz') response.end(readFileSync(archive));
      else response.end(JSON.stringify({ archiveUrl: `${base}/a.tar.gz`, fileToExtract: 'temporal' }));
    });
    await new Promise<void>((done) => host.listen(0, '127.0.0.1', done));
    const downloadHost = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    const lines: string[] = [];
    const cacheDir = join(folder, 'downloads');
    const options = { cacheDir, downloadHost, onProgress: (line: string) => lines.push(line) };
    const found = await obtainTemporalServer(options);
    expect(found).toMatchObject({ source: 'download', serverVersion: '1.34.0' });
    expect(lines[0]).toMatch(/brings Temporal server 1\.29\.0; 1\.32\.0 or newer is needed/);
    host.close();
    expect(await obtainTemporalServer(options)).toEqual(found);
  });

  it('SRV-5: prefers a source of the version that wrote the data file', async () => {
    const older = cli('1.32.1');
    const cacheDir = join(folder, 'older');
    mkdirSync(cacheDir);
    copyFileSync(join(older, 'temporal'), join(cacheDir, 'temporal-cli-1.32.1'));
    process.env['PATH'] = `${cli('1.40.0')}:${path}`;
    const found = await obtainTemporalServer({ cacheDir, serverVersion: '1.32.1', download: false });
    expect(found).toMatchObject({ source: 'download', serverVersion: '1.32.1' });
  });

  it(
    'goes on when the host of the download does not answer, and finds the same at once the second time',
    async () => {
      const options = { downloadHost: 'http://127.0.0.1:9' };
      const found = await obtainTemporalServer(options);
      const again = Date.now();
      expect(await obtainTemporalServer(options)).toEqual(found);
      expect(Date.now() - again).toBeLessThan(3_000);
    },
    BUILD,
  );
});
