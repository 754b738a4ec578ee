import { findCase } from '../../ledger/cases.ts';
import type { Ledger } from '../../ledger/connect.ts';
import {
  dropEditedWords,
  keepEditedWords,
  noteEditedWords,
  type WordsOfMessage,
} from '../../ledger/editedWords.ts';
import { type ContactChange, contactChangesOf, correctContact } from '../../ledger/lookups/contactChanges.ts';
import type { Command } from '../../ledger/schema.ts';
import { liftSuppression, takeBackLifting } from '../../ledger/suppressions.ts';

/** What a person changes with the word that a parked message is to go out again. It holds if that word is taken. */
export interface ParkedEffects {
  /** What it is to say. */
  words?: WordsOfMessage | undefined;
  /** The contact's right address, for the whole case. */
  corrects?: (ContactChange & { after: string }) | undefined;
  /** An address that was refused and is right. */
  lifts?: { channel: string; address: string; because: string } | undefined;
}

/** Before the message is tried again; repeated, it does nothing, nor does it undo what somebody has said since. */
export async function beforeParkedAgain(ledger: Ledger, command: Command): Promise<void> {
  const { words, corrects, lifts } = command.args as ParkedEffects;
  const told = { by: command.actor, at: command.created_at };
  if (words) await keepEditedWords(ledger, { ...words, caseId: command.case_id, ...told });
  if (corrects && !(await hasCorrected(ledger, command, corrects))) {
    const { field, before, after } = corrects;
    const row = await findCase(ledger, command.case_id);
    if ((row?.contact[field] ?? null) === before)
      await correctContact(ledger, command.case_id, { [field]: after }, told);
  }
  if (lifts) {
    const { channel, address, because } = lifts;
    await liftSuppression(ledger, channel, address, { ...told, because, until: told.at });
  }
}

/** The word was taken. */
export async function afterParkedTaken(ledger: Ledger, command: Command): Promise<void> {
  const { words } = command.args as ParkedEffects;
  const { case_id: caseId, actor: by, created_at: at } = command;
  if (words) await noteEditedWords(ledger, { ...words, caseId, by, at });
}

/** The word was not taken: nothing of it may stay. */
export async function afterParkedRefused(ledger: Ledger, command: Command): Promise<void> {
  const { words, corrects, lifts } = command.args as ParkedEffects;
  const { case_id: caseId, actor: by, created_at: at } = command;
  if (words) await dropEditedWords(ledger, { task: words.task, by, at });
  if (corrects && (await hasCorrected(ledger, command, corrects))) {
    const { field, before, after } = corrects;
    const row = await findCase(ledger, caseId);
    if (row?.contact[field] === after)
      await correctContact(ledger, caseId, { [field]: before }, { by, at: Date.now() });
  }
  if (lifts) await takeBackLifting(ledger, lifts.channel, lifts.address, { by, at });
}

/** Whether it was this command that changed it. */
async function hasCorrected(
  ledger: Ledger,
  { case_id: caseId, actor, created_at: at }: Command,
  { field, after }: ContactChange,
): Promise<boolean> {
  const changes = await contactChangesOf(ledger, caseId);
  return changes.some(
    (each) => each.field === field && each.after === after && each.by === actor && each.at === at,
  );
}
