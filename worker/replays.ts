import { mayContact } from '../client/index.ts';
import { roadOf } from '../domain/channels.ts';
import type { Connectors } from '../connectors/connectors.ts';
import { ConnectorError } from '../connectors/errors/connectorError.ts';
import type { AnyItem, Port } from '../connectors/ports.ts';
import { findCase } from '../ledger/cases.ts';
import { endReplay, type Replay, takeReplay } from '../ledger/channels/replays.ts';
import { forgetTries } from '../ledger/channels/tries.ts';
import { forgetSlackCalls } from '../ledger/slack/calls.ts';
import type { Ledger } from '../ledger/connect.ts';
import { addressesOfCase } from '../ledger/contactRules/person.ts';
import { contentOf, findIntent } from '../ledger/intents.ts';
import { lockForContact, unlockContact } from '../ledger/locks.ts';
import type { Case, Intent } from '../ledger/schema.ts';
import { switchedOff } from '../ledger/switches.ts';
import { addToTimeline } from '../ledger/timeline.ts';

interface Given {
  ledger: Ledger;
  connectors: Connectors;
}

const AT_ONCE = 20;

/** What a worker looks after about webhooks, again and again. */
export function webhookUpkeep(given: Given): Record<string, () => Promise<number>> {
  return {
    'webhooks that people have sent again': () => sendReplays(given),
    'the record of webhooks': () => forgetTries(given.ledger, Date.now()),
    'the record of clicks in Slack': () => forgetSlackCalls(given.ledger, Date.now()),
  };
}

/**
 * Sends again what people have asked for (WHK-14): the stored bytes under the same id, each at most once. A message to the
 * contact passes the gate as a part of its own attempt; nothing goes out for a case that has ended or is answered.
 * @returns how many went out
 */
export async function sendReplays(given: Given): Promise<number> {
  let sent = 0;
  for (let left = AT_ONCE; left > 0; left -= 1) {
    const replay = await takeReplay(given.ledger);
    if (!replay) break;
    const intent = await findIntent(given.ledger, replay.intent_id);
    const outcome = await repeat(given, replay, intent);
    await endReplay(given.ledger, replay.id, outcome, Date.now());
    await told(given.ledger, replay, intent, outcome);
    if (outcome === SENT) sent += 1;
  }
  return sent;
}

const SENT = 'sent';

async function repeat({ ledger, connectors }: Given, replay: Replay, intent: Intent): Promise<string> {
  const port = portOf(connectors, intent);
  const hash = intent.content_hash;
  if (!port || port.connector !== intent.connector || hash === null) return 'connector-changed';
  const { body } = await contentOf(ledger, hash);
  const { id, case_id: caseId, recipient: to } = intent;
  // As with any send: no news can come between the last look and the call.
  const begun = await ledger.connection().execute(async (connection) => {
    try {
      const found = await findCase(connection, caseId);
      if (!found) return 'case-unknown';
      const addresses = intent.verb === 'send' ? addressesOfCase(found) : [];
      await lockForContact(connection, { caseId, addresses: [...addresses, to] });
      const because = await refusal(connection, replay, intent);
      if (because !== null) return because;
      return { call: port.deliver({ id, caseId, to, body }).then(() => SENT, problemOf) };
    } finally {
      await unlockContact(connection).catch(() => undefined);
    }
  });
  return typeof begun === 'string' ? begun : begun.call;
}

async function refusal(connection: Ledger, { asked_by: by }: Replay, intent: Intent): Promise<string | null> {
  const { case_id: caseId, channel, recipient: address, round, pass, key, verb } = intent;
  const now = await findCase(connection, caseId);
  const over = ended(now);
  if (over !== null) return over;
  const off = await switchedOff(connection);
  const roads = [channel, roadOf(channel, intent.connector), '*'];
  if (off.some((each) => roads.includes(each.channel))) return 'channel-off';
  if (verb !== 'send') return null;
  const answer = await mayContact(connection, { caseId, channel, address, work: { round, pass, key }, by });
  return answer.reason;
}

function ended(found: Case | undefined): string | null {
  if (!found || found.rehearsal) return 'case-unknown';
  if (found.status === 'closed') return 'case-closed';
  return found.status === 'answered' ? 'answered' : null;
}

function portOf(connectors: Connectors, { verb, channel, name }: Intent): Port<AnyItem> | null {
  const way =
    verb === 'send'
      ? connectors.message(channel, false)
      : verb === 'act'
        ? connectors.act(false, name)
        : connectors[channel === 'tell' ? 'tell' : 'note'](false);
  return way.by === 'port' ? way.port : null;
}

function problemOf(error: unknown): string {
  return error instanceof ConnectorError ? error.verdict.reason : 'unknown-answer';
}

async function told(ledger: Ledger, replay: Replay, intent: Intent, outcome: string): Promise<void> {
  const { case_id: caseId, round, key, id: intentId } = intent;
  const entry = { what: 'replayed', about: key, because: outcome, key: `replayed|${replay.id}` };
  await addToTimeline(ledger, [{ ...entry, caseId, round, intentId, at: Date.now() }]);
}
