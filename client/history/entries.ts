import { takenCommands } from '../../ledger/commands.ts';
import type { Ledger } from '../../ledger/connect.ts';
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
  return saidBy(entries, asked, done, row.rehearsal);
}
