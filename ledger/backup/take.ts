import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { listBackups, MANIFEST, type Manifest, PREFIX } from './manifest.ts';
import { columnList, type CopiedTable, tablesOf } from './tables.ts';

/**
 * Copies the whole ledger into a folder of its own below `to`, as of one moment and while everything goes on (LED-5).
 * Readable by its owner only: people's data are in it.
 * @returns the folder; it exists when the backup is whole and on the disk
 */
export async function takeBackup(url: string, to: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, application_name: 'followthrough backup' });
  // A connection that breaks fails the query that is under way; the event alone would end the process.
  client.on('error', () => undefined);
  await client.connect();
  const takenAt = Date.now();
  const folder = join(to, `${PREFIX}${new Date(takenAt).toISOString().replace(/[:.]/g, '-')}`);
  const draft = `${folder}.partial`;
  try {
    await mkdir(draft, { recursive: true, mode: 0o700 });
    await client.query('begin isolation level repeatable read read only');
    await client.query('set local statement_timeout = 0');
    const { rows: migrations } = await client.query<Manifest['migrations'][number]>(
      'select name, checksum from migrations order by name',
    );
    const tables: Manifest['tables'] = [];
    for (const table of await tablesOf(client)) tables.push(await copyOut(client, table, draft));
    await client.query('commit');
    const manifest: Manifest = { format: 1, takenAt, migrations, tables };
    await writeFile(join(draft, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, {
      mode: 0o600,
      flush: true,
    });
    await onDisk(draft);
    await rename(draft, folder);
    await onDisk(to);
    return folder;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Keeps the newest so many whole backups of a folder, and deletes older ones. @returns what was deleted */
export async function keepNewest(folder: string, keep: number): Promise<string[]> {
  const whole = (await listBackups(folder, { check: false })).filter(({ damaged }) => damaged === undefined);
  const old = whole.slice(keep).map(({ path }) => path);
  for (const path of old) await rm(path, { recursive: true, force: true });
  return old;
}

async function copyOut(
  client: pg.Client,
  table: CopiedTable,
  folder: string,
): Promise<Manifest['tables'][number]> {
  const file = `${table.name}.copy.gz`;
  const source = client.query(copyTo(`copy ${columnList(client, table)} to stdout`));
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(
    source,
    createGzip(),
    counted,
    createWriteStream(join(folder, file), { mode: 0o600, flush: true }),
  );
  return { ...table, file, rows: source.rowCount, bytes, sha256: hash.digest('hex') };
}

/** A name in a folder is on the disk when the folder is. */
async function onDisk(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
