import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Ledger } from '../connect.ts';
import { instant, json } from '../values.ts';
import type { Certificate } from './certificate.ts';
import { type MarkKey, readKeys, takeKeys } from './marks.ts';

/** One erasure, as it is known outside the ledger: who it was about can only be recognised, not read. */
export interface RegisterEntry {
  id: string;
  marks: { kind: 'address' | 'case'; mark: string }[];
  certificate: Certificate;
}

/** Erasures with the keys of their marks. */
export interface Register {
  entries: RegisterEntry[];
  keys: MarkKey[];
}

/** As it was read from files. */
export interface ReadRegister extends Register {
  /** Lines that cannot be read: written half when a process died, and then written once more. */
  damaged: number;
}

const ENTRIES = 'register.jsonl';
/** Apart from the marks, so that they can be kept in different places. */
const KEYS = 'keys.json';

/** The finished erasures of a ledger, oldest first. */
export async function registerOf(ledger: Ledger): Promise<Register> {
  const { rows } = await sql<RegisterEntry>`
    select e.id, e.certificate,
      (select coalesce(json_agg(json_build_object('kind', m.kind, 'mark', m.mark) order by m.mark), '[]')
        from erased m where m.erasure_id = e.id) as marks
    from erasures e where e.certificate is not null order by e.ended_at, e.id`.execute(ledger);
  return { entries: rows, keys: await readKeys(ledger) };
}

/**
 * Writes what is new into the register in this folder, which is only ever added to. Keep it beside the backups: a restored
 * ledger does not know of erasures that are younger than it is. Only the owner may read it.
 */
export async function keepRegister(ledger: Ledger, folder: string): Promise<void> {
  const now = await registerOf(ledger);
  const known = await readRegister(folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const missing = now.keys.filter(({ id }) => !known.keys.some((key) => key.id === id));
  if (missing.length > 0) {
    const keys = [...known.keys, ...missing].map(({ id, inner, outer }) => ({
      id,
      inner: inner.toString('base64'),
      outer: outer.toString('base64'),
    }));
    const file = join(folder, KEYS);
    await writeFile(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  const ids = new Set(known.entries.map(({ id }) => id));
  const lines = now.entries.filter(({ id }) => !ids.has(id)).map((entry) => `${JSON.stringify(entry)}\n`);
  if (lines.length === 0) return;
  const file = await open(join(folder, ENTRIES), 'a', 0o600);
  try {
    // Behind a line that broke off, a new one begins.
    await file.appendFile(`${known.damaged > 0 ? '\n' : ''}${lines.join('')}`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The register in a folder; empty where there is none. */
export async function readRegister(folder: string): Promise<ReadRegister> {
  const [entries, keys] = await Promise.all([textOf(join(folder, ENTRIES)), textOf(join(folder, KEYS))]);
  const lines = entries.split('\n').filter((line) => line !== '');
  const read = lines.flatMap((line) => entryOf(line) ?? []);
  return {
    entries: read,
    damaged: lines.length - read.length,
    keys: (JSON.parse(keys || '[]') as { id: string; inner: string; outer: string }[]).map(
      ({ id, inner, outer }) => ({
        id,
        inner: Buffer.from(inner, 'base64'),
        outer: Buffer.from(outer, 'base64'),
      }),
    ),
  };
}

function entryOf(line: string): RegisterEntry | null {
  try {
    return JSON.parse(line) as RegisterEntry;
  } catch {
    return null;
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Takes erasures over that this ledger does not know, such as after a restore: their marks hold from now on. */
export async function takeRegister(tx: Ledger, { entries, keys }: Register): Promise<number> {
  await takeKeys(tx, keys);
  let taken = 0;
  for (const { id, marks, certificate } of entries) {
    const { begunAt, endedAt, by, role, reason } = certificate;
    const begun = Date.parse(begunAt);
    const row = { id, begun_by: by, role, reason, certificate: json(certificate), subject: null };
    const values = { ...row, begun_at: instant(begun), ended_at: instant(Date.parse(endedAt)) };
    await tx
      .insertInto('erasures')
      .values(values)
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet({ subject: null, ended_at: values.ended_at, certificate: values.certificate }),
      )
      .execute();
    for (const { kind, mark } of marks) {
      const { numInsertedOrUpdatedRows = 0n } = await tx
        .insertInto('erased')
        .values({ mark, kind, erasure_id: id, since: instant(begun) })
        .onConflict((conflict) => conflict.column('mark').doNothing())
        .executeTakeFirst();
      taken += Number(numInsertedOrUpdatedRows);
    }
  }
  return taken;
}
