import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { programName } from './cache.ts';
import type { SourceOptions, TemporalBinary } from './source.ts';
import { isNewEnough, versionOf } from './version.ts';

/** The host from which the Temporal SDKs take their own development server. */
export const DOWNLOAD_HOST = 'https://temporal.download';

const ANSWER_WITHIN = 3_000;
const DOWNLOAD_WITHIN = 10 * 60_000;
const PREFIX = 'temporal-cli-';

/** The newest CLI downloaded earlier, if any. */
export async function downloadedBefore(cacheDir: string): Promise<TemporalBinary | undefined> {
  const names = await readdir(cacheDir).catch(() => []);
  const newestFirst = names
    .filter((name) => name.startsWith(PREFIX))
    .sort((a, b) => (isNewEnough(a.slice(PREFIX.length), b.slice(PREFIX.length)) ? -1 : 1));
  for (const name of newestFirst) {
    const path = join(cacheDir, name);
    const version = await versionOf(path);
    if (version !== undefined && isNewEnough(version.serverVersion)) {
      return { path, source: 'download', serverVersion: version.serverVersion };
    }
  }
  return undefined;
}

/** Downloads the CLI when its host answers at once. Any failure only means that another source is tried. */
export async function download(options: SourceOptions, host: string): Promise<TemporalBinary | undefined> {
  try {
    const info = await askHost(host);
    options.onProgress('Downloading the Temporal CLI (first time only)');
    return await fetchInto(info, options);
  } catch (error) {
    options.onProgress(`The Temporal CLI cannot be downloaded (${reason(error)})`);
    return undefined;
  }
}

interface DownloadInfo {
  archiveUrl: string;
  fileToExtract: string;
}

async function askHost(host: string): Promise<DownloadInfo> {
  const architecture = { x64: 'amd64', arm64: 'arm64' }[process.arch as string];
  const platform = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform as string];
  if (architecture === undefined || platform === undefined) throw new Error('there is none for this machine');
  const query = `arch=${architecture}&platform=${platform}&format=tar.gz`;
  const answer = await fetch(`${host}/cli/latest?${query}`, { signal: AbortSignal.timeout(ANSWER_WITHIN) });
  if (!answer.ok) throw new Error(`${host} answered ${answer.status}`);
  const info = (await answer.json()) as Partial<DownloadInfo>;
  if (!info.archiveUrl?.endsWith('.tar.gz') || !info.fileToExtract)
    throw new Error(`${host} named no archive`);
  return info as DownloadInfo;
}

async function fetchInto(info: DownloadInfo, { cacheDir, signal }: SourceOptions): Promise<TemporalBinary> {
  await mkdir(cacheDir, { recursive: true });
  const folder = await mkdtemp(join(cacheDir, 'downloading-'));
  try {
    const archive = join(folder, 'cli.tar.gz');
    const limits = [AbortSignal.timeout(DOWNLOAD_WITHIN), ...(signal === undefined ? [] : [signal])];
    const answer = await fetch(info.archiveUrl, { signal: AbortSignal.any(limits) });
    if (!answer.ok || answer.body === null) throw new Error(`the archive's host answered ${answer.status}`);
    await pipeline(Readable.fromWeb(answer.body), createWriteStream(archive));
    await promisify(execFile)('tar', ['-xzf', archive, '-C', folder, info.fileToExtract]);
    const extracted = join(folder, info.fileToExtract);
    const version = await versionOf(extracted);
    if (version === undefined) throw new Error('what came is not the Temporal CLI');
    if (!isNewEnough(version.serverVersion))
      throw new Error(`its server is ${version.serverVersion}, too old`);
    const path = join(cacheDir, programName(`${PREFIX}${version.serverVersion}`));
    await rename(extracted, path);
    return { path, source: 'download', serverVersion: version.serverVersion };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  return error.cause instanceof Error ? error.cause.message : error.message;
}
