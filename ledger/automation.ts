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

/** Among the switches of one rehearsal it stands for: these are all there are. */
const ITS_OWN = '*';

/** A rehearsal has switches of its own: the same levels send by themselves in it, whatever is switched for live cases. */
export async function keepOwnSwitches(
  ledger: Ledger,
  given: { caseId: string; levels: readonly string[]; by: string; at: Instant },
): Promise<void> {
  for (const level of [ITS_OWN, ...given.levels])
    await switchAutomation(ledger, { procedure: given.caseId, level, on: true, by: given.by, at: given.at });
}

/** The rehearsal is over. */
export async function forgetOwnSwitches(ledger: Ledger, caseId: string): Promise<void> {
  await ledger.deleteFrom('automation').where('procedure', '=', caseId).execute();
}

/** As `automationOn`, for a rehearsal: by its own switches where it has any. */
export async function automationOnIn(
  ledger: Ledger,
  { caseId, procedure }: { caseId: string; procedure: string },
  level: string,
): Promise<boolean> {
  const own = await automationOn(ledger, caseId, ITS_OWN);
  return automationOn(ledger, own ? caseId : procedure, level);
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

/** The levels that send by themselves, and who said so; those of rehearsals under the ids of their cases. */
export async function automations(ledger: Ledger) {
  return ledger.selectFrom('automation').selectAll().orderBy('procedure').orderBy('level').execute();
}
