import type { Instant } from '../../domain/program/program.ts';
import { otherAnswer } from '../../ledger/deliveries.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { findPerson, mayAnswerFor } from '../../ledger/people.ts';
import type { Task } from '../../ledger/schema.ts';
import { secretNamed } from '../../ledger/secrets.ts';
import { findTaskById } from '../../ledger/tasks.ts';
import type { Asked } from '../ask.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { decide } from '../tasks/complete.ts';
import { type DecisionNotice, decisionNotice, LINK_SECRET } from './notice.ts';
import { type Link, readToken } from './token.ts';

/** How a link stands when it is opened. */
export type LinkState =
  /** It can be used: the question, and who is asked. */
  | { state: 'open'; notice: DecisionNotice; person: { id: string; name: string } }
  /** Answered: by this person with a link or otherwise, or by somebody else who was first. */
  | { state: 'answered'; by: string; option: string; at: Instant; own: boolean }
  /** The question is no longer asked: a reply, an end, or the facts have overtaken it. */
  | { state: 'overtaken' }
  | { state: 'expired'; until: Instant }
  /** The person does not answer for the role any more. */
  | { state: 'not-theirs' };

/**
 * How the link stands; changes nothing, however often it is read (mail scanners open links).
 * @throws ClientError FT-CLI-LINK when it is none of ours
 */
export async function readDecisionLink({ ledger }: Context, token: string): Promise<LinkState> {
  return stateOf(ledger, await linkIn(ledger, token));
}

/**
 * Decides as the person whom the link was made for.
 * @throws ClientError as `decide`; FT-CLI-LINK when the link is none of ours or cannot be used any more
 */
export async function decideByLink(
  context: Context,
  token: string,
  given: { option: string; reason?: string | undefined },
): Promise<Asked> {
  const { ledger } = context;
  const link = await linkIn(ledger, token);
  const { state } = await stateOf(ledger, link);
  if (state !== 'open') throw new ClientError('FT-CLI-LINK', `the link cannot be used any more: ${state}.`);
  return decide(context, link.task, given.option, { by: link.person, reason: given.reason });
}

async function linkIn(ledger: Ledger, token: string): Promise<Link> {
  const link = readToken(token, await secretNamed(ledger, LINK_SECRET));
  if (link) return link;
  throw new ClientError('FT-CLI-LINK', 'this is no link of ours, or it has been cut short.');
}

async function stateOf(ledger: Ledger, { task: id, person: personId, until }: Link): Promise<LinkState> {
  const task = await findTaskById(ledger, id);
  if (!task) return { state: 'overtaken' };
  const answered = await answerOf(ledger, task);
  if (answered) return { state: 'answered', own: answered.by === personId, ...answered };
  if (task.state !== 'open') return { state: 'overtaken' };
  if (until <= Date.now()) return { state: 'expired', until };
  const person = await findPerson(ledger, personId);
  if (!person?.active || !(await mayAnswerFor(ledger, personId, task.role, Date.now())))
    return { state: 'not-theirs' };
  return { state: 'open', notice: await decisionNotice(ledger, id), person };
}

/** The first answer, also while the case is being told of it. */
async function answerOf(
  ledger: Ledger,
  { case_id: caseId, key, state, option, closed_by: by, closed_at: at }: Task,
): Promise<{ by: string; option: string; at: Instant } | null> {
  if (state === 'done') return { by: by ?? 'somebody', option: option ?? '', at: at ?? 0 };
  if (state !== 'open') return null;
  const first = await otherAnswer(ledger, { caseId, task: key, not: '' });
  if (!first) return null;
  const { option: said = '' } = first.args as { option?: string };
  return { by: first.actor, option: said, at: first.created_at };
}
