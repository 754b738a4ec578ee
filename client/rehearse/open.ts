import { newId } from '../../ledger/id.ts';
import { keepScriptedAnswers } from '../../ledger/lookups/scripted.ts';
import type { Contact } from '../../ledger/schema.ts';
import type { ScriptedAnswer } from '../../domain/verify/reading/scripted.ts';
import { caseIdOf } from '../caseId.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { openCase } from '../openCase.ts';
import { EXAMPLE_CONTACT, exampleFacts } from './examples.ts';
import { putExampleInvoice } from './openItems.ts';

/** What a rehearsed case begins with. */
export interface Begin {
  procedure: string;
  variant?: string | undefined;
  /** The calendar that it counts by; absent: the procedure's. */
  calendar?: string | undefined;
  /** Facts that are not given get plain examples; a day-zero fact that is not given is now. */
  facts?: Record<string, unknown> | undefined;
  contact?: Contact | undefined;
  /** What the systems around the case answer, by its own clock; absent: nothing is ever new. */
  lookUps?: ScriptedAnswer[] | undefined;
}

/**
 * Opens a case that reaches nobody, at the time of its facts, with all that belongs to it.
 * @returns its id
 * @throws ClientError FT-CLI-REHEARSAL when Temporal does not take it; FactError and others as for `openCase`
 */
export async function openRehearsal(context: Context, given: Begin): Promise<string> {
  const { procedure, calendar } = await context.procedures.current(given.procedure);
  const occurrence = newId();
  const name = { procedure: given.procedure, source: 'rehearsal', occurrence };
  await keepScriptedAnswers(context.ledger, caseIdOf(name), given.lookUps ?? []);
  const facts = exampleFacts(procedure, given.facts ?? {}, Date.now());
  await putExampleInvoice(context, { procedure, calendar }, { customer: occurrence, facts });
  const opened = await openCase(context, {
    procedure: given.procedure,
    source: 'rehearsal',
    id: occurrence,
    variant: given.variant,
    calendar: given.calendar,
    facts,
    contact: given.contact ?? EXAMPLE_CONTACT,
    rehearsal: true,
  });
  if (!opened.started) throw new ClientError('FT-CLI-REHEARSAL', 'Temporal did not take the case.');
  return opened.id;
}
