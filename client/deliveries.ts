import { ACTS } from '../domain/procedure/vocabulary/verbs.ts';
import { askReplay, findReplay, type Replay, replaysOf } from '../ledger/channels/replays.ts';
import { findTry, listTries, type WebhookTry } from '../ledger/channels/tries.ts';
import { contentOf } from '../ledger/intents.ts';
import type { Case, Intent } from '../ledger/schema.ts';
import { whoActs } from './acting.ts';
import type { By } from './commands.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';
import { existing } from './messages.ts';
import { checkText, LONGEST_NAME } from './text.ts';

export interface DeliveryDetail {
  tried: WebhookTry;
  /** The very bytes that went out; null: they are not kept. */
  body: string | null;
  /** What people asked to have sent again, newest first. */
  replays: Replay[];
}

/** Tries of webhooks that went out in the last 30 days, newest first. */
export async function deliveries(
  { ledger }: Context,
  filter: { caseId?: string | undefined; failed?: boolean; before?: string | undefined; limit?: number } = {},
): Promise<WebhookTry[]> {
  return listTries(ledger, filter);
}

/** One of them, with what went out. @throws ClientError FT-CLI-NO-MESSAGE */
export async function delivery(context: Context, id: string): Promise<DeliveryDetail> {
  const { tried, intent } = await found(context, id);
  const { ledger } = context;
  const body = intent?.content_hash
    ? (await contentOf(ledger, intent.content_hash)).body.toString('utf8')
    : null;
  return { tried, body, replays: await replaysOf(ledger, tried.intent_id) };
}

/**
 * The same bytes go out once more under the same webhook-id, for a receiver that has lost what it took. A worker sends
 * them within seconds, and a message to the contact passes the gate again. Only what was taken before can be repeated:
 * what never arrived is released with `releaseParked`.
 * @throws ClientError FT-CLI-REPLAY, FT-CLI-NO-MESSAGE, FT-CLI-REASON, FT-CLI-ACTOR
 */
export async function replay(
  context: Context,
  id: string,
  given: Pick<By, 'by' | 'id'> & { note: string },
): Promise<{ id: string }> {
  const { ledger } = context;
  const reason = checkText(given.note, 'note', LONGEST_NAME).trim();
  if (reason === '') throw new ClientError('FT-CLI-REASON', 'a person says why, in a note.');
  const { intent } = await found(context, id);
  if (!intent) throw new ClientError('FT-CLI-REPLAY', 'a letter to the house’s own people is not repeated.');
  const known = given.id === undefined ? undefined : await findReplay(ledger, given.id);
  if (known && known.intent_id !== intent.id)
    throw new ClientError('FT-CLI-ID-USED', `"${known.id}" was about another message.`);
  if (known) return { id: known.id };
  const because = notRepeatable(intent, await existing(context, intent.case_id));
  if (because !== null) throw new ClientError('FT-CLI-REPLAY', because);
  const { id: by } = await whoActs(ledger, given.by);
  const asked = { id: given.id, intentId: intent.id, by, reason, at: Date.now() };
  return { id: await askReplay(ledger, asked) };
}

/** Why it must not go out again; null: it may, as far as the ledger can tell. */
function notRepeatable(intent: Intent, { status }: Case): string | null {
  // Its warning and approval were for the one time; that they would still hold is nobody's to assume.
  if (intent.verb === 'act' && ACTS[intent.name]?.irreversible !== false)
    return 'what cannot be undone is not sent again: look there, and do it there if it was lost.';
  if (status === 'closed') return 'its case has ended.';
  if (status === 'answered') return 'the contact has answered since.';
  const taken = intent.state === 'accepted' || (intent.verb === 'note' && intent.state === 'unknown');
  return taken ? null : 'the other side has never taken it; release it with `followthrough parked release`.';
}

async function found(
  { ledger }: Context,
  id: string,
): Promise<{ tried: WebhookTry; intent: Intent | undefined }> {
  const tried = await findTry(ledger, id);
  if (!tried) throw new ClientError('FT-CLI-NO-MESSAGE', `there is no delivery "${id}".`);
  const intent = await ledger
    .selectFrom('intents')
    .selectAll()
    .where('id', '=', tried.intent_id)
    .executeTakeFirst();
  return { tried, intent };
}
