import type { Procedure } from '../../domain/procedure/procedure.ts';
import { CONDITIONS } from '../../domain/procedure/vocabulary/head.ts';
import type { Planned } from '../../domain/program/ahead.ts';
import type { Instant, Outcome } from '../../domain/program/program.ts';
import { findCase } from '../../ledger/cases.ts';
import type { ScriptedAnswer } from '../../domain/verify/reading/scripted.ts';
import { newId } from '../../ledger/id.ts';
import { keepScriptedAnswers } from '../../ledger/lookups/scripted.ts';
import type { Contact } from '../../ledger/schema.ts';
import { plan as planOf } from '../cases.ts';
import { caseIdOf } from '../caseId.ts';
import { withdraw } from '../commands.ts';
import type { Context } from '../context.ts';
import { Undelivered } from '../engine.ts';
import { ClientError } from '../errors.ts';
import { openCase } from '../openCase.ts';
import { EXAMPLE_CONTACT, exampleFacts } from './examples.ts';
import { Days } from './moments.ts';
import { putExampleInvoice } from './openItems.ts';
import { perform } from './perform.ts';
import { Performance } from './performance.ts';
import { quiet } from './quiet.ts';
import { type Happening, type On, Script } from './script.ts';
import { type Answers, Staff } from './staff.ts';

export type { Answer, Answers } from './staff.ts';
export type { On } from './script.ts';

export interface Rehearse {
  procedure: string;
  variant?: string | undefined;
  /** Facts that are not given get plain examples; a day-zero fact that is not given is now. */
  facts?: Record<string, unknown> | undefined;
  contact?: Contact | undefined;
  /** What the systems around the case answer, by its own clock; absent: nothing is ever new. */
  lookUps?: ScriptedAnswer[] | undefined;
  /** When the contact answers: on a day, an hour before its step or at 08:00; or an hour after something was done. */
  replyOn?: On | undefined;
  /** What the case waits for, in the procedure's word, and when it happens: `checked-in`, `booked`, `case-withdrawn`. */
  conditions?: { condition: string; on: On }[] | undefined;
  /** How staff answer; otherwise with a task's first option, an hour after it came up. */
  tasks?: Answers | undefined;
  /** Told of each entry of the timeline as it comes. */
  onEntry?: ((entry: RehearsedEntry) => void) | undefined;
  /** Leaves the case as it is when the rehearsal breaks off; otherwise it is withdrawn. */
  leaveOpen?: boolean | undefined;
}

/** An entry of the timeline, by the case's own clock. */
export interface RehearsedEntry {
  at: Instant;
  round: number;
  what: string;
  about: string | null;
  because: string | null;
}

export interface Rehearsal {
  procedure: string;
  variant: string | null;
  outcome: Outcome | null;
  workflowId: string;
  timeline: RehearsedEntry[];
  /** What was planned at the start. */
  plan: Planned[];
  /** Names under `tasks` that no task had, and what from outside never came: `checked-in@very-late`. */
  unused: string[];
}

/**
 * Runs one case on the real engine with its time skipped, with sandbox connectors only, and plays the contact and the
 * staff. Needs a running worker and a server that skips time.
 * @throws ClientError FT-CLI-REHEARSAL when it can't or does not move; FactError and others as for `openCase`
 */
export async function rehearse(context: Context, given: Rehearse): Promise<Rehearsal> {
  const { procedure, calendar } = await context.procedures.current(given.procedure);
  for (const { condition } of given.conditions ?? []) checkCondition(condition, procedure);
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
    facts,
    contact: given.contact ?? EXAMPLE_CONTACT,
    rehearsal: true,
  });
  if (!opened.started) throw new ClientError('FT-CLI-REHEARSAL', 'Temporal did not take the case.');
  const performance = new Performance(context, opened.id, given.onEntry);
  let finished = false;
  try {
    await quiet(context, opened.id, null);
    // Read only now: a case that opens without dates has them as soon as it has asked for them.
    const row = await findCase(context.ledger, opened.id);
    if (!row) throw new Error(`the ledger has lost ${opened.id}`);
    const days = new Days(await context.procedures.programOf(row), row.plan, calendar);
    const script = new Script(happenings(given), days);
    const plan = await planOf(context, opened.id);
    const staff = new Staff(given.tasks ?? {}, days);
    await perform(performance, staff, script);
    finished = true;
    const end = await performance.ended();
    return {
      procedure: row.procedure,
      variant: row.variant,
      outcome: end.outcome,
      workflowId: row.id,
      timeline: performance.timeline,
      plan,
      unused: [...staff.unused(), ...script.unused()],
    };
  } catch (error) {
    if (!(error instanceof Undelivered)) throw error;
    throw new ClientError('FT-CLI-REHEARSAL', `Temporal or its worker does not answer: ${error.message}.`);
  } finally {
    if (!finished && !given.leaveOpen) {
      await withdraw(context, opened.id, { by: 'rehearsal' }).catch(() => undefined);
    }
  }
}

function checkCondition(condition: string, { procedure, stopWhen }: Procedure): void {
  const known = stopWhen.filter((rule) => rule in CONDITIONS);
  if (known.some((rule) => rule === condition)) return;
  throw new ClientError(
    'FT-CLI-CONDITION',
    `"${condition}" ends no case of ${procedure}. What does: ${known.join(', ')}.`,
  );
}

function happenings({ replyOn, conditions = [] }: Rehearse): Happening[] {
  const replies: Happening[] = replyOn === undefined ? [] : [{ what: 'reply', on: replyOn }];
  return [...replies, ...conditions.map((each): Happening => ({ what: 'condition', ...each }))];
}
