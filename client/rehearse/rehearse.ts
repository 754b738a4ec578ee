import { chooseVariant } from '../../domain/procedure/facts.ts';
import type { Planned } from '../../domain/program/ahead.ts';
import type { Instant, Outcome } from '../../domain/program/program.ts';
import { forgetOwnSwitches, keepOwnSwitches } from '../../ledger/automation.ts';
import { findCase } from '../../ledger/cases.ts';
import { calendarNamed } from '../calendars.ts';
import { plan as planOf } from '../cases.ts';
import { withdraw } from '../commands.ts';
import type { Context } from '../context.ts';
import { Undelivered } from '../engine.ts';
import { ClientError } from '../errors.ts';
import { checkCondition } from './conditions.ts';
import { Days } from './moments.ts';
import { type Begin, openRehearsal } from './open.ts';
import { perform } from './perform.ts';
import { Performance } from './performance.ts';
import { quiet } from './quiet.ts';
import { type Happening, type Held, type On, Script } from './script.ts';
import { type Answers, Staff } from './staff.ts';

export type { Answer, Answers } from './staff.ts';
export type { Held, On } from './script.ts';

export interface Rehearse extends Begin {
  /** When the contact answers: on a day, an hour before its step or at 08:00; or an hour after something was done. */
  replyOn?: On | undefined;
  /**
   * What the case waits for, in the procedure's word, and when it happens: `checked-in`, `booked`, `case-withdrawn`. Of a
   * debt also what becomes of the account: `part-paid`, `invoiced`, `disputed`, `dispute-settled`.
   */
  conditions?: { condition: string; on: On }[] | undefined;
  /** When somebody puts the case on hold, or notes a promise, and until when. */
  holds?: Held[] | undefined;
  /** Levels of a debt whose email goes out by itself; absent: as it is switched for live cases. */
  automatic?: string[] | undefined;
  /** How staff answer; otherwise with a task's first option, an hour after it came up. */
  tasks?: Answers | undefined;
  /** Told of each entry of the timeline as it comes. */
  onEntry?: ((entry: RehearsedEntry) => void) | undefined;
  /** Leaves the case as it is when the rehearsal breaks off; otherwise it is withdrawn. */
  leaveOpen?: boolean | undefined;
}

/** An entry of the timeline, by the case's own clock; or `asked`, which the ledger has as a task only. */
export interface RehearsedEntry {
  at: Instant;
  round: number;
  what: string;
  about: string | null;
  because: string | null;
  /** Of `asked`: left unanswered until then, it is escalated. */
  dueAt?: Instant;
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
  /** The names under which `tasks` could have answered what came up, in order: `release-production`, `decision`. */
  asked: string[];
}

/**
 * Runs one case on the real engine with its time skipped, with sandbox connectors only, and plays the contact and the
 * staff. Needs a running worker and a server that skips time.
 * @throws ClientError FT-CLI-REHEARSAL when it can't or does not move; FactError and others as for `openCase`
 */
export async function rehearse(context: Context, given: Rehearse): Promise<Rehearsal> {
  const { procedure } = await context.procedures.current(given.procedure);
  const variant = chooseVariant(procedure, given.variant);
  for (const { condition } of given.conditions ?? []) checkCondition(condition, procedure, variant);
  const id = await openRehearsal(context, given);
  if (given.automatic) await keepSwitches(context, id, given.automatic);
  const performance = new Performance(context, id, given.onEntry);
  let finished = false;
  try {
    await quiet(context, id, null);
    // Read only now: a case that opens without dates has them as soon as it has asked for them.
    const row = await findCase(context.ledger, id);
    if (!row) throw new Error(`the ledger has lost ${id}`);
    const program = await context.procedures.programOf(row);
    const days = new Days(program, row.plan, await calendarNamed(context, program.clock.calendar));
    const script = new Script(happenings(given), days);
    const plan = await planOf(context, id);
    const paid = given.conditions?.some(({ condition }) => condition === 'paid');
    const staff = new Staff(given.tasks ?? {}, days, !paid);
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
      asked: staff.asked,
    };
  } catch (error) {
    if (!(error instanceof Undelivered)) throw error;
    throw new ClientError('FT-CLI-REHEARSAL', `Temporal or its worker does not answer: ${error.message}.`);
  } finally {
    if (!finished && !given.leaveOpen) {
      await withdraw(context, id, { by: 'rehearsal' }).catch(() => undefined);
    }
    if (given.automatic && !given.leaveOpen) await forgetOwnSwitches(context.ledger, id);
  }
}

async function keepSwitches({ ledger }: Context, caseId: string, levels: string[]): Promise<void> {
  await keepOwnSwitches(ledger, { caseId, levels, by: 'rehearsal', at: Date.now() });
}

function happenings({ replyOn, conditions = [], holds = [] }: Rehearse): Happening[] {
  const replies: Happening[] = replyOn === undefined ? [] : [{ what: 'reply', on: replyOn }];
  return [
    ...replies,
    ...conditions.map((each): Happening => ({ what: 'condition', ...each })),
    ...holds.map((each): Happening => ({ what: 'hold', ...each })),
  ];
}
