import { type Classified, classifyPost, classifyText } from '../../domain/inbound/classify.ts';
import { replyTextOf } from '../../domain/inbound/replyText.ts';
import { keepable, plainText } from '../../domain/messages/plain.ts';
import type { NewInbound } from '../../ledger/inbound.ts';
import { inboundRulesOf } from '../../ledger/inbox/rules.ts';
import type { Case } from '../../ledger/schema.ts';
import type { Context } from '../context.ts';
import { addressOfReply } from '../contactRules/address.ts';
import { existing, type Received, reply, type Reply } from '../messages.ts';
import { type ReceivedFrom, replyFrom } from '../replies.ts';
import { saidIn, sourceOf } from './evidence.ts';
import type { Heard } from './item.ts';
import { refusedAt } from './refusedAt.ts';

/**
 * The contact of a case has answered, by a way that says so. Their words are read all the same: whoever refuses to be
 * reached is opted out in the same step, everywhere (RPY-10, LAW-4). In a rehearsal nobody is.
 * @throws ClientError when there is no such case; LedgerUnavailable when nothing was kept
 */
export async function heard(context: Context, caseId: string, told: Reply): Promise<Received & Heard> {
  const given = asKept(told);
  const row = await existing(context, caseId);
  const refuses = row.rehearsal ? undefined : await refusalIn(context, given, row);
  return { ...(await reply(context, caseId, given, refuses)), refusal: wordFor(refuses) };
}

/**
 * The same of somebody of whom only the address is known.
 * @throws ClientError FT-CLI-ADDRESS for what is no address on its channel and so would stop nothing; LedgerUnavailable
 */
export async function heardFrom(
  context: Context,
  told: Reply & { address: string },
): Promise<ReceivedFrom & Heard> {
  const plain = asKept(told);
  const given = { ...plain, address: await addressOfReply(context, plain.address, plain.channel) };
  const refuses = await refusalIn(context, given, null);
  return { ...(await replyFrom(context, given, refuses)), refusal: wordFor(refuses) };
}

/** What a person wrote is kept, without what no ledger could hold. */
function asKept<T extends Reply>(told: T): T {
  const address = told.address === undefined ? {} : { address: keepable(told.address) };
  return { ...told, ...address, text: keepable(told.text) };
}

type Refuses = NewInbound['refuses'];

async function refusalIn(context: Context, given: Reply, row: Case | null): Promise<Refuses> {
  const { channel = 'by-hand', source = 'staff', text, address } = given;
  const { class: kind, because } = await understood(context, channel, text);
  if (kind !== 'opt-out') return undefined;
  const where = await refusedAt(context, channel, row, address === undefined ? [] : [address]);
  if (where.length === 0) return undefined;
  const said = { source: sourceOf('reply', { source, because }), evidence: saidIn(text, because) };
  const who = { purpose: null, reason: 'opted-out', by: given.by ?? source, at: Date.now() } as const;
  return {
    optOuts: where.map((each) => ({ ...each, ...said, ...who })),
    inOwnWords: because === 'phrase',
  };
}

async function understood({ ledger }: Context, channel: string, text: string): Promise<Classified> {
  if (channel === 'email') return classifyPost(plainText(replyTextOf(text)));
  if (channel !== 'text') return classifyPost(text);
  const { optOutWords } = await inboundRulesOf(ledger);
  return classifyText({ text, optedOut: false, own: { optOut: optOutWords } });
}

function wordFor(refuses: Refuses): Heard['refusal'] {
  if (!refuses) return null;
  return refuses.inOwnWords ? 'phrase' : 'keyword';
}
