import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { instant } from './values.ts';

/** A row of the table: a level that sends by itself. */
export interface Automation {
  procedure: string;
  level: string;
  switched_on_at: Instant;
  switched_on_by: string;
}

/** Whether the email of a level goes out by itself. Off unless somebody switched it on. */
export async function automationOn(ledger: Ledger, procedure: string, level: string): Promise<boolean> {
  const row = await ledger
    .selectFrom('automation')
    .select('level')
    .where('procedure', '=', procedure)
    .where('level', '=', level)
    .executeTakeFirst();
  return row !== undefined;
}

/** Switches a level on or off; running cases go by it from their next review. */
export async function switchAutomation(
  ledger: Ledger,
  given: { procedure: string; level: string; on: boolean; by: string; at: Instant },
): Promise<void> {
  const { procedure, level, on, by, at } = given;
  if (!on) {
    await ledger
      .deleteFrom('automation')
      .where('procedure', '=', procedure)
      .where('level', '=', level)
      .execute();
    return;
  }
  await ledger
    .insertInto('automation')
    .values({ procedure, level, switched_on_at: instant(at), switched_on_by: by })
    .onConflict((conflict) => conflict.columns(['procedure', 'level']).doNothing())
    .execute();
}

/** The levels that send by themselves, and who said so. */
export async function automations(ledger: Ledger) {
  return ledger.selectFrom('automation').selectAll().orderBy('procedure').orderBy('level').execute();
}
