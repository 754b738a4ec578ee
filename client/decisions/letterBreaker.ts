import { afterFailure, passage } from '../../domain/breaker/breaker.ts';
import { type BreakerRules, USUAL_BREAKER } from '../../domain/breaker/rules.ts';
import type { Instant } from '../../domain/program/program.ts';
import { changeBreaker, listBreakers, takeProbe } from '../../ledger/channels/breakers.ts';
import type { Ledger } from '../../ledger/connect.ts';

/** Letters to our own people go out by the same way as emails to contacts, and leave it alone with them (SND-12). */
const ROAD = 'email';

const attemptOf = (letterId: string) => `letter:${letterId}`;

/** How many letters may be tried now: none while email is failing, one when it is to be tried again. */
export async function lettersAtOnce(ledger: Ledger, most: number, at: Instant): Promise<number> {
  const known = (await listBreakers(ledger)).find(({ channel }) => channel === ROAD)?.state ?? null;
  const found = passage(known, attemptOf(''), at);
  if (!found.passes) return 0;
  return found.probe ? 1 : most;
}

/** Whether this letter may go out now; where email has failed, it is the one that tries. */
export async function mayTry(ledger: Ledger, letterId: string, at: Instant): Promise<boolean> {
  return takeProbe(ledger, { channel: ROAD, attempt: attemptOf(letterId), at });
}

/** What the other side's answer says about the channel. */
export async function letterAnswered(
  ledger: Ledger,
  given: {
    letterId: string;
    failing: boolean;
    reason: string;
    at: Instant;
    rules?: BreakerRules | undefined;
  },
): Promise<void> {
  const { letterId, failing, reason, at, rules = USUAL_BREAKER } = given;
  const said = { attempt: attemptOf(letterId), at, reason, retryAfter: null };
  await changeBreaker(ledger, ROAD, (known) => {
    if (failing) return afterFailure(known, said, rules);
    return known ? null : undefined;
  });
}
