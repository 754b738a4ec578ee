import type { Twilio } from 'twilio';
import type { Instant } from '../../domain/program/program.ts';
import { reportedId } from '../../ledger/carrier/reports.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { knownProviderIds } from '../../ledger/carrier/texts.ts';
import { jsonBytes } from '../asJson.ts';
import { HTTP_TIMEOUTS } from '../http.ts';
import type { OutgoingMessage, Port } from '../ports.ts';
import { twilioApi } from './api.ts';
import type { TwilioSettings } from './settings.ts';
import { statusUrl } from './urls.ts';

/** Twilio's longest, in seconds, and ours where nothing says until when a text may arrive. */
const LONGEST_VALID = 36_000;
/** A text that could be queued for less than this would hardly ever go out. */
const SHORTEST_VALID = 10;
/** Their clock and ours may differ by so much. */
const CLOCKS_DIFFER = 60_000;
const LOOKED_THROUGH = 200;

/** What is stored of a text until it goes out. */
interface Written {
  text: string;
  validUntil: Instant | null;
}

/**
 * Texts through Twilio. It has no key by which it could tell a repetition, so nothing is ever sent again on a doubt
 * (SND-2): its report names our message, and its list of messages is looked through. A text counts as delivered when the
 * carrier says so.
 */
export function twilioText(
  settings: TwilioSettings,
  ledger: Ledger,
  clock: () => Instant = Date.now,
): Port<OutgoingMessage> {
  let api: Promise<Twilio> | null = null;
  const messages = async () => (await (api ??= twilioApi(settings))).messages;
  return {
    connector: 'twilio',
    repeatable: false,
    reportsDelivery: true,
    async prepare(item) {
      const written: Written = { text: item.text, validUntil: item.validUntil ?? null };
      return jsonBytes({ ...written, intent: item.id });
    },
    async deliver({ id, to, body }) {
      const { text, validUntil } = read(body);
      const { sid } = await (await messages()).create({
        to,
        body: text,
        ...senderOf(settings),
        statusCallback: statusUrl(settings.publicUrl, id),
        validityPeriod: secondsUntil(validUntil, clock()),
        ...retentionOf(settings),
      });
      return { providerId: sid };
    },
    async find({ id, to, body, since }) {
      const told = await reportedId(ledger, id);
      if (told !== null) return { providerId: told };
      const { text } = read(body);
      // Newest first, and not by the day it was sent: one that waits in their queue has none yet.
      const listed = await (await messages()).list({ to, limit: LOOKED_THROUGH });
      const known = await knownProviderIds(
        ledger,
        listed.map(({ sid }) => sid),
      );
      // An equal text of another day, or of another case, is not this one.
      const latest = since + (settings.timeouts ?? HTTP_TIMEOUTS).total + CLOCKS_DIFFER;
      const ours = listed.find(
        (each) =>
          each.direction.startsWith('outbound') &&
          each.body === text &&
          each.dateCreated.getTime() >= since - CLOCKS_DIFFER &&
          each.dateCreated.getTime() <= latest &&
          !known.includes(each.sid),
      );
      return ours ? { providerId: ours.sid } : null;
    },
  };
}

/** LAW-10: what Twilio is not to keep. Where that is said, its list cannot find a text again, so only its report can. */
function retentionOf({ discards }: TwilioSettings) {
  return {
    ...(discards?.content ? { contentRetention: 'discard' as const } : {}),
    ...(discards?.address ? { addressRetention: 'obfuscate' as const } : {}),
  };
}

/** Until the hours end in which it may arrive: Twilio would otherwise try it for ten hours (SND-16). */
export function secondsUntil(validUntil: Instant | null, now: Instant): number {
  if (validUntil === null) return LONGEST_VALID;
  const seconds = Math.floor((validUntil - now) / 1000);
  return Math.min(LONGEST_VALID, Math.max(SHORTEST_VALID, seconds));
}

function senderOf({ sender }: TwilioSettings) {
  return 'from' in sender ? sender : { messagingServiceSid: sender.messagingService };
}

function read(body: Buffer): Written {
  return JSON.parse(body.toString('utf8')) as Written;
}
