import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { otherAnswer } from '../../ledger/deliveries.ts';
import { findPerson, mayAnswerFor } from '../../ledger/people.ts';
import type { Task } from '../../ledger/schema.ts';
import { findTaskById } from '../../ledger/tasks.ts';
import type { Context } from '../context.ts';
import { type DecisionNotice, decisionNotice } from './notice.ts';

/** How a question stands for one of our people. */
export type Standing =
  /** It can be answered: the question, and who is asked. */
  | { state: 'open'; notice: DecisionNotice; person: { id: string; name: string } }
  /** Answered: by this person in some way, or by somebody else who was first. */
  | { state: 'answered'; by: string; option: string; at: Instant; own: boolean }
  /** The question is no longer asked: a reply, an end, or the facts have overtaken it. */
  | { state: 'overtaken' }
  /** The person does not answer for the role now. */
  | { state: 'not-theirs' };

/** How a decision stands for a person; changes nothing. */
export async function readDecision({ ledger }: Context, task: string, person: string): Promise<Standing> {
  return standingFor(ledger, { task, person });
}

export async function standingFor(
  ledger: Ledger,
  { task: id, person: personId }: { task: string; person: string },
): Promise<Standing> {
  const task = await findTaskById(ledger, id);
  if (!task) return { state: 'overtaken' };
  const answered = await answerOf(ledger, task);
  if (answered) return { state: 'answered', own: answered.by === personId, ...answered };
  if (task.state !== 'open') return { state: 'overtaken' };
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
