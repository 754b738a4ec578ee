import type { Config } from '../connectors/config/config.ts';
import { ConnectorError } from '../connectors/errors/connectorError.ts';
import type { Connectors } from '../connectors/connectors.ts';
import { localDate } from '../domain/calendar/localTime.ts';
import { confirmationText } from '../domain/messages/confirmation.ts';
import type { Instant } from '../domain/program/program.ts';
import { findCase } from '../ledger/cases.ts';
import { LOOP_CAP, mayAnswer } from '../domain/inbound/answering.ts';
import type { Ledger } from '../ledger/connect.ts';
import { countSince } from '../ledger/inbox/inbox.ts';
import { claimConfirmation, toConfirm, type ToConfirm } from '../ledger/contactRules/confirmations.ts';
import { contactRulesOf } from '../ledger/contactRules/kept.ts';
import { acceptance, markNotAccepted, newIntentId } from '../ledger/intents.ts';
import { senderOf } from '../ledger/sender.ts';
import { addToTimeline } from '../ledger/timeline.ts';

const NAME = 'opt-out-confirmed';
const AT_ONCE = 50;

/** Sources of opt-outs that answer by themselves: a second text of ours would be one too many. */
const CARRIERS = ['twilio', 'text:twilio', 'words:twilio'];

interface Given {
  ledger: Ledger;
  connectors: Connectors;
  house: Pick<Config, 'owners' | 'signedBy'>;
  clock?: () => Instant;
}

/**
 * Confirms opt-outs by text, each by one text and never by a second (LAW-4): the right to it is taken before the call, and
 * a call of which it is not known how it ended is not made again. The text says that it is done and nothing else.
 * @returns how many went out
 */
export async function confirmOptOuts(given: Given): Promise<number> {
  const { ledger, clock = Date.now } = given;
  const { optOutConfirmation: words } = await contactRulesOf(ledger);
  if (words === null) return 0;
  let sent = 0;
  for (const each of await toConfirm(ledger, { at: clock(), carriers: CARRIERS, limit: AT_ONCE }))
    if (await confirm(given, each, words)) sent += 1;
  return sent;
}

/** Two machines that answer each other would go on for ever (RPY-6). */
async function answerable(ledger: Ledger, address: string, at: Instant): Promise<boolean> {
  const recent = await countSince(ledger, { address, since: at - LOOP_CAP.withinMs });
  return mayAnswer({ class: 'opt-out', recent });
}

async function confirm(
  given: Given,
  { optOut, address, caseId }: ToConfirm,
  words: string,
): Promise<boolean> {
  const { ledger, connectors, house, clock = Date.now } = given;
  const way = connectors.message('text', false);
  const found = await findCase(ledger, caseId);
  // By hand it would come too late, and nobody needs to type it.
  if (way.by === 'hand' || !found || !(await answerable(ledger, address, clock()))) return false;
  const { port } = way;
  const { procedure, source, occurrence, round } = found;
  const text = confirmationText(words, (await senderOf(ledger, house, found)).name);
  const [id, at] = [newIntentId(), clock()];
  const { mediaType, body, messageId } = await port.prepare({
    verb: 'send',
    id,
    case: { id: caseId, procedure, source, occurrence },
    name: NAME,
    at,
    channel: 'text',
    to: address,
    toName: null,
    subject: null,
    text,
    html: null,
    thread: [],
    // Later it would no longer be the one that the law allows.
    validUntil: at + 5 * 60_000,
  });
  const work = { caseId, round, pass: 0, key: `${NAME}/${optOut}`, effect: 0, channel: 'text' };
  const claimed = await claimConfirmation(
    ledger,
    optOut,
    {
      ...work,
      id,
      verb: 'send',
      name: NAME,
      recipient: address,
      attempt: false,
      warnsOf: null,
      connector: port.connector,
      content: { mediaType, body, messageId, subject: null, text },
    },
    {
      at,
      leaseUntil: null,
      localDay: localDate(found.plan?.zone ?? 'UTC', at),
      decision: { ...work, at, allowed: true, rule: NAME, reason: null, purpose: 'informational' },
    },
  );
  if (!claimed) return false;
  try {
    const { providerId } = await port.deliver({ id, caseId, to: address, body });
    const deliveredAt = port.reportsDelivery ? null : at;
    await acceptance(ledger, { intentId: id, at, deliveredAt, providerId, by: null }).execute();
  } catch (error) {
    const verdict = error instanceof ConnectorError ? error.verdict : null;
    const unsure = verdict === null || verdict.class === 'ambiguous';
    await markNotAccepted(ledger, id, unsure ? 'unknown' : 'refused', verdict?.reason ?? 'ambiguous');
    return false;
  }
  const said = { what: 'done' as const, about: `send-text:${NAME}`, key: `done|${id}`, intentId: id };
  await addToTimeline(ledger, [{ ...said, caseId, at, round }]);
  return true;
}
