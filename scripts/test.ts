/**
 * `npm test`: starts a Temporal server and a PostgreSQL of the run's own on free ports, runs jest as ES modules, and
 * repeats its count as one plain line, `N passed, N failed`. Arguments go to jest.
 */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../embedded/postgres.ts';
import { obtainTemporalServer, startTemporalServer } from '../embedded/temporalServer.ts';
import { SEARCH_ATTRIBUTE_TYPES } from '../workflows/attributes.ts';

const NAME = 'followthrough-test-';
/** The ledgers of a whole run, several times over. */
const ENOUGH_BYTES = 8 * 1024 ** 3;
/** Memory for processor time: with their usual sparing heaps, Node and the Temporal server collect for a tenth of the run. */
const ROOMY = { node: '--max-semi-space-size=64', go: '400' };
const root = fileURLToPath(new URL('..', import.meta.url));
const place = await roomiest();
await sweep(place);
const folder = await mkdtemp(join(place, `${NAME}${process.pid}-`));
// PostgreSQL runs as a user of its own when we are root, and must be able to enter.
await chmod(folder, 0o755);
const outcome = join(folder, 'outcome.json');

process.env['GOGC'] ??= ROOMY.go;
const { path } = await obtainTemporalServer({ onProgress: (line) => console.error(line) });
const temporal = await startTemporalServer({
  binary: path,
  dbFilename: join(folder, 'temporal.db'),
  logFile: join(folder, 'temporal.log'),
  headless: true,
  namespace: 'followthrough',
  searchAttributes: SEARCH_ATTRIBUTE_TYPES,
  timerProcessorMaxTimeShift: '50ms',
});
const postgres = await startPostgres({
  dataDir: join(folder, 'ledger'),
  logFile: join(folder, 'ledger.log'),
});

let status = 1;
try {
  status = await jest({
    TEMPORAL_ADDRESS: temporal.address,
    LEDGER_ADMIN_URL: postgres.url,
    FOLLOWTHROUGH_TEST_FOLDER: folder,
  });
} finally {
  await Promise.all([temporal.stop(), postgres.stop()]);
}
process.exitCode = await counted(status);
await rm(folder, { recursive: true, force: true });

/** Memory where there is plenty of it: the servers mostly wait for the disk, and nothing of them outlives the run. */
async function roomiest(): Promise<string> {
  const memory = '/dev/shm';
  const room = await statfs(memory).catch(() => null);
  return room && room.bavail * room.bsize >= ENOUGH_BYTES ? memory : tmpdir();
}

/** What killed runs have left behind: in memory it would stay until the machine starts anew. */
async function sweep(below: string): Promise<void> {
  for (const name of await readdir(below)) {
    const pid = name.startsWith(NAME) ? /^\d+(?=-)/.exec(name.slice(NAME.length))?.[0] : undefined;
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(below, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** TZ is UTC as in the worker's launcher, so that a test that depends on the machine's zone shows here (DET-3). */
function jest(servers: Record<string, string>): Promise<number> {
  const program = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = [program, '--json', `--outputFile=${outcome}`, ...process.argv.slice(2)];
  const options = ['--experimental-vm-modules', '--no-warnings', ROOMY.node];
  const child = spawn(process.execPath, [...options, ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, TZ: process.env['TZ'] ?? 'UTC', ...servers },
    // A group of its own, so that what jest started ends with it, blocked or not.
    detached: true,
  });
  const end = (signal: NodeJS.Signals) => {
    try {
      if (child.pid) process.kill(-child.pid, signal);
    } catch {
      // Nothing of the group is left.
    }
  };
  // Told to stop, the run ends jest first and then clears up as ever.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(signal));
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      end('SIGKILL');
      resolve(code ?? 1);
    });
  });
}

async function counted(code: number): Promise<number> {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
      await readFile(outcome, 'utf8'),
    );
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    console.log(`${numPassedTests} passed, ${failed} failed`);
    return failed > 0 || numPassedTests === 0 ? 1 : code;
  } catch {
    console.error('jest ended before it could count its tests');
    return 1;
  }
}
