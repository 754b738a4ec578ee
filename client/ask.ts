import type { Stop } from '../domain/gate/stops.ts';
import { REFUSALS } from '../domain/program/refusal.ts';
import type { CaseView } from '../domain/program/view.ts';
import { findCommand, recordCommand } from '../ledger/commands.ts';
import { newId } from '../ledger/id.ts';
import type { Command } from '../ledger/schema.ts';
import type { Context } from './context.ts';
import { NO_RUN } from './deliver/command.ts';
import { deliverSoon } from './deliver/deliver.ts';
import { ClientError } from './errors.ts';
import { checkText, LONGEST_NAME } from './text.ts';

const ID = /^[A-Za-z0-9._:-]{1,100}$/;

export interface Ask {
  caseId: string;
  name: string;
  args: object;
  actor: string;
  /** The caller's own id: the same one asks once. */
  id?: string | undefined;
  /** As `By` has it. */
  wait?: number | undefined;
}

export interface Asked {
  /** The command's id in the ledger. */
  id: string;
  /** False: kept, and delivered as soon as Temporal and a worker answer; a hold or withdrawal already stops contact. */
  delivered: boolean;
  /** Why it has not been delivered. */
  because?: string;
  /** How the case stands after it; null when not delivered, and for what is told and not asked. */
  view: CaseView | null;
  /** Of a task that was done by hand: what spoke against it then. It is on record all the same. */
  despite?: Stop;
}

/**
 * Writes down what a person asks of a case, then asks the case (SRV-12).
 * @throws ClientError FT-CLI-REFUSED with the case's own reason
 */
export async function ask(context: Context, given: Ask): Promise<Asked> {
  const { caseId, name, args, actor } = given;
  const id = given.id ?? newId();
  if (!ID.test(id)) throw new ClientError('FT-CLI-ID', `"${id}" cannot be the id of a request.`);
  checkText(actor, 'name of who asks', LONGEST_NAME);
  const command = await recordCommand(context.ledger, { id, caseId, name, args, actor, at: Date.now() });
  if (command.case_id !== caseId || command.name !== name) {
    throw new ClientError('FT-CLI-ID-USED', `"${id}" was ${command.name} of ${command.case_id}.`);
  }
  const undelivered = command.answered_at === null ? await deliverSoon(context, caseId, given.wait) : null;
  const asked = answered((await findCommand(context.ledger, id)) ?? command);
  return asked.delivered || !undelivered ? asked : { ...asked, because: undelivered.message };
}

function answered(command: Command): Asked {
  if (command.error === NO_RUN) {
    throw new ClientError('FT-CLI-NO-RUN', `Temporal does not carry ${command.case_id} any more.`);
  }
  if (command.error !== null) throw refusedBecause(command.error);
  const delivered = command.answered_at !== null;
  const answer = command.answer as CaseView | null;
  return { id: command.id, delivered, view: answer && 'status' in answer ? answer : null };
}

function refusedBecause(key: string): ClientError {
  const sentence = Object.hasOwn(REFUSALS, key) ? REFUSALS[key as keyof typeof REFUSALS] : key;
  return new ClientError('FT-CLI-REFUSED', `${sentence}.`, key);
}
