import { takenCommands } from '../../ledger/commands.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { recordersOf } from '../../ledger/inbound.ts';
import type { Case } from '../../ledger/schema.ts';
import { listTasks } from '../../ledger/tasks.ts';
import { timelineOf } from '../../ledger/timeline.ts';
import { type SaidEntry, saidBy } from '../saidBy.ts';

/** The timeline with who caused each entry and what they said with it, where somebody did. Oldest first. */
export async function saidEntriesOf(ledger: Ledger, row: Case): Promise<SaidEntry[]> {
  const [entries, asked, done] = await Promise.all([
    timelineOf(ledger, row.id),
    takenCommands(ledger, row.id),
    listTasks(ledger, { caseId: row.id, state: 'done' }),
  ]);
  const said = saidBy(entries, asked, done, row.rehearsal);
  const wroteDown = await recordersOf(ledger, row.id);
  return said.map((entry) => ({
    ...entry,
    by: entry.by ?? beganBy(row, entry) ?? wroteDown.get(entry.about ?? '') ?? null,
  }));
}

function beganBy({ opened_by: by }: Case, { what }: SaidEntry): string | null {
  return what === 'opened' ? by : null;
}
