import { closeLedger, openLedger } from '../../ledger/connect.ts';
import { migrate } from '../../ledger/migrate.ts';
import { wholeNumber } from '../input/numbers.ts';
import { json, terminal } from '../output/terminal.ts';
import { requireSystem } from '../system/connect.ts';
import type { PrepareCommand } from '../commands/prepare.ts';
import { prepareYours } from './prepareTemporal.ts';

/** The longest that a server takes. */
const MOST_DAYS = 3_650;

/** Ledger, namespace and search attributes, before workers and gateways start; again it changes nothing. */
export async function prepare(options: PrepareCommand): Promise<void> {
  const { databaseUrl, temporal } = requireSystem(options.dataDir);
  const days = wholeNumber('--retention-days', options.retentionDays, 1, MOST_DAYS);
  const ledger = openLedger(databaseUrl);
  try {
    const migrations = await migrate(ledger);
    await prepareYours(temporal, days);
    const { namespace } = temporal;
    if (options.json) return json({ migrations, namespace, retentionDays: days });
    terminal.out(`The ledger is of this version (${migrations.length} migrations were missing).`);
    terminal.out(`The namespace ${namespace} keeps finished cases for ${days} days or more.`);
  } finally {
    await closeLedger(ledger);
  }
}
