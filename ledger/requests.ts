import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import type { Requests } from './requests/rows.ts';
import { instant } from './values.ts';

/** How a request that may be repeated stands. */
export type Repeat =
  /** It is this caller's to do; nobody else does it until `until`. */
  | { is: 'new' }
  /** It was done: this is the answer that was given. */
  | { is: 'done'; status: number; location: string | null; body: string }
  | { is: 'running' }
  /** The key was used for something else. */
  | { is: 'other' };

export interface Asked {
  /** Whose key it is. */
  caller: string;
  key: string;
  /** SHA-256 of what is asked. */
  fingerprint: Buffer;
  at: Instant;
  /** Whoever began it is taken to have died by then. */
  until: Instant;
}

/** Begins a request or says what became of it before. Of two at once, one is new. */
export async function beginRequest(ledger: Ledger, given: Asked): Promise<Repeat> {
  const { caller, key, fingerprint, at, until } = given;
  const begun = await ledger
    .insertInto('requests')
    .values({
      caller,
      key,
      fingerprint,
      begun_at: instant(at),
      until_at: instant(until),
      status: null,
      location: null,
      body: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['caller', 'key'])
        .doUpdateSet({ until_at: instant(until) })
        .where('requests.fingerprint', '=', fingerprint)
        .where('requests.status', 'is', null)
        .where('requests.until_at', '<=', instant(at)),
    )
    .returning('key')
    .executeTakeFirst();
  return begun ? { is: 'new' } : became(await find(ledger, given), fingerprint);
}

function became(row: Requests | undefined, fingerprint: Buffer): Repeat {
  // It was given up between the two questions: whoever asks again begins it.
  if (!row) return { is: 'running' };
  if (!row.fingerprint.equals(fingerprint)) return { is: 'other' };
  const { status, location, body } = row;
  return status === null || body === null ? { is: 'running' } : { is: 'done', status, location, body };
}

function find(ledger: Ledger, { caller, key }: Asked): Promise<Requests | undefined> {
  return ledger
    .selectFrom('requests')
    .selectAll()
    .where('caller', '=', caller)
    .where('key', '=', key)
    .executeTakeFirst();
}

/** It is still at work: nobody else begins it before `until`. */
export async function holdRequest(
  ledger: Ledger,
  { caller, key }: Pick<Asked, 'caller' | 'key'>,
  until: Instant,
): Promise<void> {
  await ledger
    .updateTable('requests')
    .set({ until_at: instant(until) })
    .where('caller', '=', caller)
    .where('key', '=', key)
    .where('status', 'is', null)
    .execute();
}

/** The answer that every repetition gets. */
export async function answerRequest(
  ledger: Ledger,
  { caller, key }: Pick<Asked, 'caller' | 'key'>,
  answer: { status: number; location: string | null; body: string },
): Promise<void> {
  await ledger
    .updateTable('requests')
    .set(answer)
    .where('caller', '=', caller)
    .where('key', '=', key)
    .where('status', 'is', null)
    .execute();
}

/** It came to nothing: the same key may try again. */
export async function giveUpRequest(
  ledger: Ledger,
  { caller, key }: Pick<Asked, 'caller' | 'key'>,
): Promise<void> {
  await ledger
    .deleteFrom('requests')
    .where('caller', '=', caller)
    .where('key', '=', key)
    .where('status', 'is', null)
    .execute();
}

/** Forgets requests that began before an instant. */
export async function forgetRequests(ledger: Ledger, before: Instant): Promise<void> {
  await ledger.deleteFrom('requests').where('begun_at', '<', instant(before)).execute();
}
