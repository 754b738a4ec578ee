import { randomUUID } from 'node:crypto';
import { openCase, type NewCase } from '../../../ledger/cases.ts';
import { closeLedger, type Ledger, openLedger } from '../../../ledger/connect.ts';
import { keepProcedure } from '../../../ledger/procedures.ts';
import { freshDatabase } from '../../support/database.ts';
import { SMALL } from '../../support/smallProcedure.ts';

export const NOW = Date.parse('2026-03-10T17:00:00Z');

/** A ledger of this test file's own with the small procedure in it. */
export async function book(): Promise<{ ledger: Ledger; url: string; close: () => Promise<void> }> {
  const database = await freshDatabase();
  const ledger = openLedger(database.url);
  await keepProcedure(ledger, SMALL, 'test', NOW);
  return {
    ledger,
    url: database.url,
    async close() {
      await closeLedger(ledger);
      await database.drop();
    },
  };
}

export function newCase(more: Partial<NewCase> = {}): NewCase {
  const occurrence = more.occurrence ?? randomUUID();
  return {
    id: `small:test:${occurrence}`,
    procedure: 'small',
    hash: SMALL.hash,
    variant: null,
    source: 'test',
    occurrence,
    facts: { 'pet-name': 'Rex' },
    contact: { email: 'pat@example.com' },
    owner: 'desk',
    rehearsal: false,
    openedAt: NOW,
    plan: null,
    ...more,
  };
}

export async function aCase(ledger: Ledger, more: Partial<NewCase> = {}): Promise<string> {
  return (await openCase(ledger, newCase(more))).found.id;
}
