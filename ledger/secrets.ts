import { randomBytes } from 'node:crypto';
import type { Ledger } from './connect.ts';
import { instant } from './values.ts';

const BYTES = 32;

/** A secret that this ledger has made for itself, the same for all processes: made when it is first asked for. */
export async function secretNamed(ledger: Ledger, name: string): Promise<Buffer> {
  const known = await read(ledger, name);
  if (known) return known;
  const value = randomBytes(BYTES).toString('base64url');
  await ledger
    .insertInto('secrets')
    .values({ name, value, made_at: instant(Date.now()) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const made = await read(ledger, name);
  if (!made) throw new Error(`the ledger has lost the secret ${name}`);
  return made;
}

async function read(ledger: Ledger, name: string): Promise<Buffer | null> {
  const row = await ledger.selectFrom('secrets').select('value').where('name', '=', name).executeTakeFirst();
  return row ? Buffer.from(row.value, 'base64url') : null;
}
