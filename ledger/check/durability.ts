import { sql } from 'kysely';
import type { Ledger } from '../connect.ts';

/** What PostgreSQL must be told so that an acknowledged word survives a power cut, and what it is told instead. */
const NEEDED: Record<string, { ok: string[]; otherwise: string }> = {
  fsync: { ok: ['on'], otherwise: 'a power cut can destroy the whole ledger' },
  full_page_writes: { ok: ['on'], otherwise: 'a power cut can leave pages that cannot be read' },
  synchronous_commit: {
    ok: ['on', 'local', 'remote_write', 'remote_apply'],
    otherwise: 'what was acknowledged in the last moments before a power cut can be lost',
  },
  data_checksums: { ok: ['on'], otherwise: 'what a disk changes by itself is not noticed when it is read' },
};

export interface Weakness {
  setting: string;
  is: string;
  means: string;
}

/** Settings of the database by which it promises less than Followthrough does (LED-2). None: it is durable. */
export async function weaknesses(ledger: Ledger): Promise<Weakness[]> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name = any(${Object.keys(NEEDED)}::text[]) order by name`.execute(
    ledger,
  );
  return rows.flatMap(({ name, setting }) => {
    const needed = NEEDED[name];
    return !needed || needed.ok.includes(setting)
      ? []
      : [{ setting: name, is: setting, means: needed.otherwise }];
  });
}

/** "fsync is off: a power cut can destroy the whole ledger". */
export function weaknessWords({ setting, is, means }: Weakness): string {
  return `${setting} is ${is}: ${means}`;
}
