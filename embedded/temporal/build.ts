import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedError } from '../errors.ts';
import { type Lock, takeLock } from '../lock.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { programName } from './cache.ts';
import { findProgram } from './cli.ts';
import { runGo } from './go.ts';
import type { SourceOptions, TemporalBinary } from './source.ts';
import { versionOf } from './version.ts';

const GO_FOLDERS = ['/usr/local/go/bin', '/opt/homebrew/bin', 'C:\\Program Files\\Go\\bin'];
const WHAT = 'Building the Temporal server from server/ (first time only, 5 to 7 minutes on two cores)';

/** The server built from today's sources of server/ earlier, if any. */
export async function builtBefore(cacheDir: string): Promise<TemporalBinary | undefined> {
  const sources = serverSources();
  return sources === undefined ? undefined : usable(await targetOf(sources, cacheDir));
}

/** Builds the server with Go, once per change of server/, however many processes ask; undefined without Go. */
export async function build(options: SourceOptions): Promise<TemporalBinary | undefined> {
  const sources = serverSources();
  const go = findProgram('go', GO_FOLDERS);
  if (sources === undefined || go === undefined) return undefined;
  const target = await targetOf(sources, options.cacheDir);
  const lock = await waitForTurn(`${target}.lock`, options);
  try {
    return (await usable(target)) ?? (await buildInto(target, go, sources, options));
  } finally {
    lock.release();
  }
}

async function buildInto(
  target: string,
  go: string,
  sources: string,
  { onProgress, signal }: SourceOptions,
): Promise<TemporalBinary> {
  const draft = `${target}.${process.pid}`;
  try {
    await runGo({ go, folder: sources, target: draft, what: WHAT, onProgress, signal });
    await chmod(draft, 0o755);
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
  const built = await usable(target);
  if (built === undefined) throw new EmbeddedError('FT-EMB-BUILD', `${target} was built but does not run.`);
  return built;
}

/** One builder at a time: a second build would only make both slower. */
async function waitForTurn(file: string, { onProgress, signal }: SourceOptions): Promise<Lock> {
  await mkdir(dirname(file), { recursive: true });
  for (let told = false; ; told = true) {
    signal?.throwIfAborted();
    try {
      return await takeLock(file, 'The Temporal server build', []);
    } catch (error) {
      if (!(error instanceof EmbeddedError) || error.code !== 'FT-EMB-LOCKED') throw error;
      if (!told) onProgress('Waiting: another process is building the Temporal server');
      await sleep(1_000);
    }
  }
}

/** The cached binary, if it runs; a file cut short by a power loss is removed. */
async function usable(path: string): Promise<TemporalBinary | undefined> {
  if (!existsSync(path)) return undefined;
  const version = await versionOf(path);
  if (version !== undefined) return { path, source: 'built', serverVersion: version.serverVersion };
  await rm(path, { force: true });
  return undefined;
}

/** The folder server/ of this checkout, also when we run compiled in dist/. */
function serverSources(): string | undefined {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'server', 'go.mod'))) return join(folder, 'server');
    if (folder === dirname(folder)) return undefined;
  }
}

async function targetOf(sources: string, cacheDir: string): Promise<string> {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const name of (await readdir(sources)).filter((n) => /\.go$|^go\.(mod|sum)$/.test(n)).sort()) {
    hash.update(`\0${name}\0`).update(await readFile(join(sources, name)));
  }
  return join(cacheDir, programName(`temporal-server-${hash.digest('hex').slice(0, 12)}`));
}
