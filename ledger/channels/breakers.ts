import { type Breaker, passage, probing } from '../../domain/breaker/breaker.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { json } from '../values.ts';

/** More writers than this at the same moment there are not. */
const TRIES = 20;

/** The channels that have failed lately; the others have no row. */
export async function listBreakers(ledger: Ledger): Promise<{ channel: string; state: Breaker }[]> {
  return ledger.selectFrom('breakers').select(['channel', 'state']).orderBy('channel').execute();
}

/**
 * Changes what is known of a channel, whoever else does so at the same time.
 * @param change null: it works; undefined: it stays as it is. May be asked more than once
 */
export async function changeBreaker(
  ledger: Ledger,
  channel: string,
  change: (known: Breaker | null) => Breaker | null | undefined,
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const row = await ledger
      .selectFrom('breakers')
      .selectAll()
      .where('channel', '=', channel)
      .executeTakeFirst();
    const after = change(row?.state ?? null);
    if (after === undefined || (after === null && !row)) return;
    if (await store(ledger, channel, after, row?.version ?? null)) return;
  }
  throw new Error(`the breaker of ${channel} could not be written`);
}

/** False: somebody has written meanwhile. */
async function store(
  ledger: Ledger,
  channel: string,
  after: Breaker | null,
  version: number | null,
): Promise<boolean> {
  if (version === null) {
    if (after === null) return true;
    const made = await ledger
      .insertInto('breakers')
      .values({ channel, state: json(after), version: 1 })
      .onConflict((conflict) => conflict.column('channel').doNothing())
      .executeTakeFirst();
    return Number(made.numInsertedOrUpdatedRows ?? 0) > 0;
  }
  if (after === null) {
    const gone = await ledger
      .deleteFrom('breakers')
      .where('channel', '=', channel)
      .where('version', '=', version)
      .executeTakeFirst();
    return gone.numDeletedRows > 0n;
  }
  const changed = await ledger
    .updateTable('breakers')
    .set({ state: json(after), version: version + 1 })
    .where('channel', '=', channel)
    .where('version', '=', version)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** Takes the one try of a failing channel. False: another attempt has it, or the channel is to be left alone. */
export async function takeProbe(
  ledger: Ledger,
  { channel, attempt, at }: { channel: string; attempt: string; at: Instant },
): Promise<boolean> {
  let taken = false;
  await changeBreaker(ledger, channel, (known) => {
    const found = passage(known, attempt, at);
    taken = found.passes;
    return found.passes && found.probe && known ? probing(known, attempt, at) : undefined;
  });
  return taken;
}
