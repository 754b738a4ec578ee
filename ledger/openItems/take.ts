import { createHash } from 'node:crypto';
import type { LocalDate } from '../../domain/calendar/localTime.ts';
import type { Instant } from '../../domain/program/program.ts';
import { hasOpenDebts, type Standing, standingOf } from '../../domain/statement/standing.ts';
import { writeCommand } from '../commands.ts';
import type { Ledger } from '../connect.ts';
import { lockForNews } from '../locks.ts';
import { instant, json } from '../values.ts';
import { caseOfAccount, lockAccount, openItemsOf } from './account.ts';
import { changeOf, type Known, missingFrom, type ToldItem, writeChanges } from './changes.ts';
import { type Account, type ItemChange, itemOf } from './rows.ts';

/** What another system tells of one account. */
export interface Picture extends Account {
  /** The import's id: the same one is taken once for an account. */
  importId: string;
  /** Of what moment it is. An older picture than the newest one that was taken changes nothing. */
  asOf: Instant;
  /** When it is written down, and who brought it. */
  at: Instant;
  by: string;
  /** Whether these are all open items of the account: what is missing then was paid or taken back. */
  full: boolean;
  items: ToldItem[];
  /** Local date of the company's calendar: what is overdue. */
  today: LocalDate;
  /** Whose case on the account is told. */
  procedure: string;
  /** What the case is told, as a condition met; null: nothing. */
  tells: { paid: string | null; changed: string | null };
}

/**
 * `paid`: nothing overdue is left of what was, or nothing is open at all; `changed`: something is other than it was;
 * `older`: a newer picture was there. What has yet to become overdue is not paid.
 */
export type TakenResult = 'paid' | 'changed' | 'unchanged' | 'older';

export interface Taken {
  result: TakenResult;
  standing: Standing;
  /** What became of each item that is other than it was, by its number. */
  changes: Record<string, ItemChange>;
  /** The same import was taken before: this is what came of it then. */
  repeated: boolean;
  /** The open case on the account. */
  caseId: string | null;
  /** The command that tells the case; it is in the ledger and has yet to be delivered. */
  command: string | null;
}

/**
 * Takes what another system tells of an account: items, their history and the word to the case in one transaction.
 * When this returns it is kept, and no contact of that case starts that does not know that all is paid.
 */
export async function takePicture(ledger: Ledger, given: Picture): Promise<Taken> {
  const { source, customer, importId, asOf, at, by, procedure } = given;
  const account = { source, customer };
  return ledger.transaction().execute(async (tx) => {
    await lockAccount(tx, account);
    const caseId = await caseOfAccount(tx, procedure, account);
    await lockForNews(tx, { caseId });
    const before = await takenBefore(tx, given);
    if (before) return { ...before, repeated: true, caseId };
    const taken = { ...(await changed(tx, account, given)), caseId };
    const condition = conditionOf(taken.result, given);
    const command = caseId && condition ? commandId(given) : null;
    if (caseId && condition && command) {
      await writeCommand(tx, {
        id: command,
        caseId,
        name: 'conditionMet',
        args: { condition },
        actor: by,
        at,
      });
    }
    const result = { ...taken, command };
    await tx
      .insertInto('open_item_imports')
      .values({ ...account, id: importId, as_of: instant(asOf), at: instant(at), result: json(result) })
      .execute();
    return { ...result, repeated: false };
  });
}

async function takenBefore(tx: Ledger, { source, customer, importId }: Picture): Promise<Taken | null> {
  const row = await tx
    .selectFrom('open_item_imports')
    .select('result')
    .where('source', '=', source)
    .where('customer', '=', customer)
    .where('id', '=', importId)
    .executeTakeFirst();
  return row ? (row.result as Taken) : null;
}

async function changed(
  tx: Ledger,
  account: Account,
  given: Picture,
): Promise<Pick<Taken, 'result' | 'standing' | 'changes'>> {
  if (await newerExists(tx, account, given.asOf)) {
    const standing = standingOf(await openItemsOf(tx, account), given.today);
    return { result: 'older', standing, changes: {} };
  }
  const known = await knownOf(tx, account);
  const before = standingOf(
    [...known.values()].flatMap(({ item, closed }) => (closed ? [] : [item])),
    given.today,
  );
  const told = given.items.map((item) => changeOf(known.get(item.number), item));
  const all = [
    ...told.filter((change) => change !== null),
    ...(given.full ? missingFrom(known.values(), given.items) : []),
  ];
  await writeChanges(tx, account, all, { at: given.at, by: given.by, because: given.importId });
  const items = await openItemsOf(tx, account);
  const standing = standingOf(items, given.today);
  const notYetDue = before === 'clear' && hasOpenDebts(items);
  const otherwise = all.length > 0 ? 'changed' : 'unchanged';
  return {
    result: standing === 'clear' && !notYetDue ? 'paid' : otherwise,
    standing,
    changes: Object.fromEntries(all.map(({ what, item }) => [item.number, what])),
  };
}

async function knownOf(tx: Ledger, { source, customer }: Account): Promise<Map<string, Known>> {
  const rows = await tx
    .selectFrom('open_items')
    .selectAll()
    .where('source', '=', source)
    .where('customer', '=', customer)
    .execute();
  return new Map(rows.map((row) => [row.number, { item: itemOf(row), closed: row.closed_at !== null }]));
}

async function newerExists(tx: Ledger, { source, customer }: Account, asOf: Instant): Promise<boolean> {
  const newer = await tx
    .selectFrom('open_item_imports')
    .select('id')
    .where('source', '=', source)
    .where('customer', '=', customer)
    .where('as_of', '>', instant(asOf))
    .limit(1)
    .execute();
  return newer.length > 0;
}

function conditionOf(result: TakenResult, { tells }: Picture): string | null {
  return result === 'paid' || result === 'changed' ? tells[result] : null;
}

/** Hashed, because it travels to Temporal and ids of other systems can hold anything. */
function commandId({ source, customer, importId }: Picture): string {
  return createHash('sha256')
    .update(JSON.stringify([source, customer, importId]))
    .digest('hex');
}
