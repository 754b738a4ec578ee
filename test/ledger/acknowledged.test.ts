import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inboundOf } from '../../ledger/inbound.ts';
import { openLedger, closeLedger, type Ledger } from '../../ledger/connect.ts';
import { migrate } from '../../ledger/migrate.ts';
import { keepProcedure } from '../../ledger/procedures.ts';
import { crashablePostgres, type CrashablePostgres } from '../support/ownPostgres.ts';
import { SMALL } from '../support/smallProcedure.ts';
import { aCase, NOW } from './support/book.ts';

const WRITER = fileURLToPath(new URL('./support/writer.ts', import.meta.url));
const ROUNDS = 5;

describe('What was acknowledged is kept', () => {
  let server: CrashablePostgres;
  let ledger: Ledger;
  beforeAll(async () => {
    server = await crashablePostgres();
    ledger = openLedger(server.url);
    await migrate(ledger);
    await keepProcedure(ledger, SMALL, 'test', NOW);
  }, 120_000);
  afterAll(async () => {
    await closeLedger(ledger);
    await server.stop();
  });

  /** A process that stores replies and says which, until it ends. */
  function writer(
    caseId: string,
    prefix: string,
  ): { child: ChildProcess; said: () => string[]; ended: Promise<void> } {
    const child = spawn(process.execPath, ['--import', 'tsx', WRITER, server.url, caseId, prefix], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    let out = '';
    child.stdout?.on('data', (chunk) => {
      out += String(chunk);
    });
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    // The last line may have been cut by the kill.
    return { child, said: () => out.split('\n').slice(0, -1), ended };
  }
  async function until(done: () => boolean, child: ChildProcess) {
    while (!done()) {
      if (child.exitCode !== null) throw new Error('the writer died by itself');
      await wait(20);
    }
  }
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const kept = async (caseId: string) =>
    new Set((await inboundOf(ledger, caseId)).map(({ event_id }) => event_id));

  test('LED-3: also when the process that acknowledged is killed', async () => {
    const caseId = await aCase(ledger);
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { child, said, ended } = writer(caseId, `writer-${round}`);
      await until(() => said().length >= 50, child);
      await wait(50 * round);
      child.kill('SIGKILL');
      await ended;
      acknowledged.push(...said());
    }
    const found = await kept(caseId);
    expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * 50);
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
  }, 120_000);

  test('LED-3: also when the database itself is killed and started again', async () => {
    const caseId = await aCase(ledger);
    const { child, said, ended } = writer(caseId, 'database');
    for (let round = 1; round <= 3; round += 1) {
      await until(() => said().length >= 100 * round, child);
      await server.crash();
      await server.startAgain();
    }
    const before = said().length;
    await until(() => said().length >= before + 20, child);
    child.kill('SIGKILL');
    await ended;
    const found = await kept(caseId);
    expect(said().filter((id) => !found.has(id))).toEqual([]);
  }, 120_000);
});
