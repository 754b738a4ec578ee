import { ClientError, type Followthrough } from '../../client/index.ts';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import { statusOf, textsSince } from '../../connectors/twilio/lists.ts';
import type { TwilioSettings } from '../../connectors/twilio/settings.ts';
import { textWithMedia } from '../../domain/carrier/media.ts';
import { keepReadUntil, takeTurn } from '../../ledger/carrier/positions.ts';
import { textsWithoutLastWord } from '../../ledger/carrier/texts.ts';
import { markRead } from '../../ledger/inbox/feeds.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Their list may be behind, and a webhook that comes late is the same item. */
const OVERLAP = 15 * MINUTE;
/** Where nothing has been read yet: what came before that belongs to nothing that we know of. */
const FIRST_BACK = 24 * HOUR;
/** A carrier that has said nothing for so long says nothing more. */
const WORD_WITHIN = 3 * 24 * HOUR;

export interface Polling {
  client: Followthrough;
  settings: TwilioSettings;
  now?: () => number;
  /** In milliseconds; absent: every two minutes for texts, every hour for the last word on ours. */
  every?: { texts: number; statuses: number };
}

/** What the two are called where it is said that they are not read. */
export const TEXTS = 'twilio texts';
export const LAST_WORDS = 'twilio last words';

export const EVERY = { texts: 2 * MINUTE, statuses: HOUR };

/**
 * Finds texts whose webhook never reached us: Twilio tries it for seconds only (RPY-15). By the same id as the webhook has,
 * so both are one item. Any number of programs may do this; one of them gets the turn.
 * @returns how many were new
 */
export async function findMissedTexts({
  client,
  settings,
  now = Date.now,
  every = EVERY,
}: Polling): Promise<number> {
  const { ledger } = client;
  const name = `twilio/${settings.accountSid}/texts`;
  const at = now();
  const turn = await takeTurn(ledger, { name, at, every: every.texts });
  if (!turn.mine) return 0;
  const since = turn.readUntil === null ? at - FIRST_BACK : turn.readUntil - OVERLAP;
  let found = 0;
  let refused: ClientError | null = null;
  for (const { sid, from, text, media, receivedAt } of await textsSince(settings, since)) {
    const item = { channel: 'text' as const, source: 'twilio', eventId: sid, from };
    const taken = await client
      .receive({ ...item, text: textWithMedia(text, media), receivedAt: Math.min(receivedAt, at) })
      .catch((error: unknown) => {
        // What nobody could take by any way must not keep those behind it from being found.
        if (!(error instanceof ClientError)) throw error;
        refused = error;
        return { repeated: true };
      });
    if (!taken.repeated) found += 1;
    await keepReadUntil(ledger, name, receivedAt);
  }
  await keepReadUntil(ledger, name, at - OVERLAP);
  // Said as long as it is in the part of their list that is read again.
  if (refused) throw refused;
  await markRead(ledger, TEXTS, at);
  return found;
}

/** Asks for the last word on texts of which the carrier has not said it after an hour. */
export async function askForLastWords({
  client,
  settings,
  now = Date.now,
  every = EVERY,
}: Polling): Promise<number> {
  const { ledger } = client;
  const at = now();
  const turn = await takeTurn(ledger, {
    name: `twilio/${settings.accountSid}/statuses`,
    at,
    every: every.statuses,
  });
  if (!turn.mine) return 0;
  const waiting = { from: at - WORD_WITHIN, until: at - HOUR, limit: 200 };
  let told = 0;
  for (const { intentId, providerId } of await textsWithoutLastWord(ledger, waiting)) {
    const stands = await statusOf(settings, providerId).catch((error: unknown) => {
      // One that they no longer have, say, has no last word.
      if (error instanceof ConnectorError && error.verdict.class === 'unknown') return null;
      throw error;
    });
    if (stands && (await client.carrierReport({ intentId, providerId, ...stands, at })).moved) told += 1;
  }
  await markRead(ledger, LAST_WORDS, at);
  return told;
}
