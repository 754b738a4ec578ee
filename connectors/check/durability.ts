import { weaknesses, weaknessWords } from '../../ledger/check/durability.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { Finding } from './finding.ts';

/** Whether the ledger's database keeps what was acknowledged (LED-2). */
export async function checkDurability(ledger: Ledger): Promise<Finding[]> {
  const connector = 'postgresql';
  const found = await weaknesses(ledger);
  if (found.length === 0)
    return [{ connector, state: 'works', what: 'What is acknowledged survives a power cut.' }];
  return found.map((each) => ({
    connector,
    state: each.setting === 'data_checksums' ? 'missing' : 'broken',
    what: `${weaknessWords(each)}.`,
    fix:
      each.setting === 'data_checksums'
        ? 'Switch them on with pg_checksums while the database is stopped.'
        : `Switch ${each.setting} on in postgresql.conf, or for the role or database that sets it.`,
  }));
}
