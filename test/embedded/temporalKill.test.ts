import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRunning, markOf } from '../../embedded/processes.ts';
import { freePort } from '../../embedded/ports.ts';
import {
  obtainTemporalServer,
  probeTemporal,
  startTemporalServer,
  type TemporalServerOptions,
} from '../../embedded/temporalServer.ts';
import { testFolder } from './support/folder.ts';
import { hold } from './support/hold.ts';
import { BUILD, serverOptions } from './support/temporal.ts';
import { startTimer, timerFired, withConnection } from './support/timer.ts';

describe('the embedded Temporal server, killed', () => {
  const folder = testFolder();
  let options: TemporalServerOptions;
  let stop: () => Promise<void> = async () => undefined;

  beforeAll(async () => {
    options = { ...(await serverOptions(folder)), port: await freePort() };
  }, BUILD);
  afterAll(() => stop(), 20_000);

  it('SRV-4 SRV-6: after each kill -9 it comes back, finishes a probe, and every timer fires once', async () => {
    let server = await startTemporalServer(options);
    stop = () => server.stop();
    for (const cycle of [1, 2, 3]) {
      const ids = Array.from({ length: 5 }, (_, n) => `timer-${cycle}-${n}`);
      await withConnection(server.address, (c) => Promise.all(ids.map((id) => startTimer(c, id, 2))));
      process.kill(server.pid, 'SIGKILL');
      await server.stop();
      server = await startTemporalServer(options);
      await withConnection(server.address, async (connection) => {
        expect(await probeTemporal(connection, server.namespace)).toBeLessThan(60_000);
        const fired = await Promise.all(ids.map((id) => timerFired(connection, id)));
        expect(fired).toEqual(ids.map(() => 1));
      });
    }
    await server.stop();
  }, 120_000);

  it('SRV-4: it ends when the process that started it is killed, and the next start finds its data', async () => {
    const held = await hold('temporal', options);
    const mark = markOf(held.serverPid);
    await held.kill();
    const server = await startTemporalServer(options);
    stop = () => server.stop();
    expect(mark === undefined || isRunning(mark)).toBe(false);
    await withConnection(server.address, async (connection) => {
      expect(await timerFired(connection, 'timer-1-0')).toBe(1);
    });
    await server.stop();
  }, 60_000);

  it('SRV-4: the same holds for a server that cannot watch us itself, such as the Temporal CLI', async () => {
    const binary = join(folder, 'temporal');
    const version = 'echo "temporal version 1.7.0 (Server $1, UI 2.54.1)"';
    const { serverVersion } = await obtainTemporalServer();
    writeFileSync(
      binary,
      `#!/bin/sh\n[ "$1" = --version ] && { set -- ${serverVersion}; ${version}; exit; }\n` +
        `unset FOLLOWTHROUGH_PARENT_PIPE\nexec "${options.binary}" "$@"\n`,
      { mode: 0o755 },
    );
    const held = await hold('temporal', { ...options, binary });
    const mark = markOf(held.serverPid) ?? { pid: 0, started: 'none' };
    expect(isRunning(mark)).toBe(true);
    await held.kill();
    for (const until = Date.now() + 10_000; isRunning(mark) && Date.now() < until; ) await sleep(50);
    expect(isRunning(mark)).toBe(false);
  }, 60_000);
});
