import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Instant } from '../../domain/program/program.ts';
import { LedgerRefused } from '../errors.ts';
import type { CopiedTable } from './tables.ts';

/** What a backup says of itself. It is written last: a folder without it is no backup. */
export interface Manifest {
  format: 1;
  /** When the copy was taken: everything committed before is in it. */
  takenAt: Instant;
  /** The ledger's migrations, by which its tables are made again. */
  migrations: { name: string; checksum: string }[];
  tables: (CopiedTable & { file: string; rows: number; bytes: number; sha256: string })[];
}

export const MANIFEST = 'manifest.json';
/** Folders of backups begin so; others in the same place are not ours. */
export const PREFIX = 'ledger-';

export interface BackupSummary {
  path: string;
  takenAt: Instant;
  bytes: number;
  /** Cases in it. */
  cases: number;
  /** What is wrong with it; absent: every file is as it was written. */
  damaged?: string;
}

/** @throws LedgerRefused FT-LED-BACKUP when the folder is no whole backup of a kind that we know */
export async function readManifest(folder: string): Promise<Manifest> {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
  } catch (error) {
    throw new LedgerRefused('FT-LED-BACKUP', `${folder} has no readable ${MANIFEST}`, error);
  }
  if (manifest.format === 1 && Array.isArray(manifest.tables) && Array.isArray(manifest.migrations))
    return manifest;
  throw new LedgerRefused('FT-LED-BACKUP', `${folder} is of a kind that this version does not know`);
}

/** Reads every file. @throws LedgerRefused FT-LED-BACKUP when one is missing or is not as it was written */
export async function verifyFiles(folder: string, { tables }: Manifest): Promise<void> {
  for (const { file, sha256 } of tables) {
    const hash = createHash('sha256');
    // A name in a manifest must not lead out of its folder.
    if (basename(file) !== file) throw new LedgerRefused('FT-LED-BACKUP', `${folder} names a file elsewhere`);
    try {
      await pipeline(createReadStream(join(folder, file)), hash);
    } catch (error) {
      throw new LedgerRefused('FT-LED-BACKUP', `${join(folder, file)} cannot be read`, error);
    }
    if (hash.digest('hex') !== sha256)
      throw new LedgerRefused('FT-LED-BACKUP', `${join(folder, file)} is not as it was written`);
  }
}

/** Backups in a folder, newest first. `check`: every file is read. */
export async function listBackups(folder: string, { check }: { check: boolean }): Promise<BackupSummary[]> {
  const names = await readdir(folder).catch(() => []);
  const found: BackupSummary[] = [];
  for (const name of names.filter((each) => each.startsWith(PREFIX) && !each.endsWith('.partial'))) {
    const path = join(folder, name);
    if ((await stat(path)).isDirectory()) found.push(await summaryOf(path, check));
  }
  return found.sort((one, other) => other.takenAt - one.takenAt);
}

async function summaryOf(path: string, check: boolean): Promise<BackupSummary> {
  try {
    const manifest = await readManifest(path);
    const { takenAt, tables } = manifest;
    const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
    const cases = tables.find(({ name }) => name === 'cases')?.rows ?? 0;
    const summary = { path, takenAt, bytes, cases };
    if (!check) return summary;
    return await verifyFiles(path, manifest).then(
      () => summary,
      (error: Error) => ({ ...summary, damaged: error.message }),
    );
  } catch (error) {
    return { path, takenAt: 0, bytes: 0, cases: 0, damaged: (error as Error).message };
  }
}
