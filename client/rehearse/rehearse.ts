import type { Planned } from '../../domain/program/ahead.ts';
import type { Instant, Outcome } from '../../domain/program/program.ts';
import { findCase } from '../../ledger/cases.ts';
import { newId } from '../../ledger/id.ts';
import type { Contact } from '../../ledger/schema.ts';
import { plan as planOf } from '../cases.ts';
import { withdraw } from '../commands.ts';
import type { Context } from '../context.ts';
import { Undelivered } from '../engine.ts';
import { ClientError } from '../errors.ts';
import { reply } from '../messages.ts';
import { openCase } from '../openCase.ts';
import { EXAMPLE_CONTACT, exampleFacts } from './examples.ts';
import { Performance } from './performance.ts';
import { replyMoment } from './replyMoment.ts';
import { quiet } from './quiet.ts';
import { Staff } from './staff.ts';

export interface Rehearse {
  procedure: string;
  variant?: string | undefined;
  /** Facts that are not given get plain examples; a day-zero fact that is not given is now. */
  facts?: Record<string, unknown> | undefined;
  contact?: Contact | undefined;
  /** The contact answers on that day, as the procedure counts: an hour before the day's step, else at 08:00. */
  replyOn?: number | undefined;
  /** How staff answer: option by the task's name or kind. Otherwise with the first option, an hour after it came up. */
  tasks?: Record<string, string> | undefined;
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
  /** Names under `tasks` that no task had. */
  unused: string[];
}

/** No procedure keeps staff and dates busy so often; a rehearsal that does would never end. */
const TURNS = 200;

/**
 * Runs one case on the real engine with its time skipped, with sandbox connectors only, and plays the contact and the
 * staff. Needs a running worker and a server that skips time.
 * @throws ClientError FT-CLI-REHEARSAL when it can't or does not move; FactError and others as for `openCase`
 */
export async function rehearse(context: Context, given: Rehearse): Promise<Rehearsal> {
  const { procedure, calendar } = await context.procedures.current(given.procedure);
  const opened = await openCase(context, {
    procedure: given.procedure,
    source: 'rehearsal',
    id: newId(),
    variant: given.variant,
    facts: exampleFacts(procedure, given.facts ?? {}, Date.now()),
    contact: given.contact ?? EXAMPLE_CONTACT,
    rehearsal: true,
  });
  if (!opened.started) throw new ClientError('FT-CLI-REHEARSAL', 'Temporal did not take the case.');
  const row = await findCase(context.ledger, opened.id);
  if (!row) throw new Error(`the ledger has lost ${opened.id}`);
  const program = await context.procedures.programOf(row);
  const replyAt =
    given.replyOn === undefined || !row.plan ? null : replyMoment(program, row.plan, calendar, given.replyOn);
  const performance = new Performance(context, opened.id, given.onEntry);
  let finished = false;
  try {
    await quiet(context, opened.id, null);
    const plan = await planOf(context, opened.id);
    const staff = new Staff(given.tasks ?? {});
    await perform(performance, staff, replyAt);
    finished = true;
    const end = await performance.ended();
    return {
      procedure: row.procedure,
      variant: row.variant,
      outcome: end.outcome,
      workflowId: row.id,
      timeline: performance.timeline,
      plan,
      unused: staff.unused(),
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

/** Always to the next thing that happens, whatever it is: a date, a task done, the reply. */
async function perform(performance: Performance, staff: Staff, replyAt: Instant | null): Promise<void> {
  const { context, caseId } = performance;
  let unanswered = replyAt;
  const judged = new Set<string>();
  for (let turn = 0; turn < TURNS; turn += 1) {
    const seen = await performance.settled();
    const closed = seen.view.status === 'closed';
    if (seen.problem && !closed) tryOnce(judged, caseId, seen.problem);
    if (closed && unanswered === null) return;
    const due = closed ? null : seen.view.nextAt;
    const task = closed ? null : staff.next(seen);
    const comes = Math.min(due ?? Infinity, task?.at ?? Infinity);
    if (unanswered !== null && unanswered <= comes) {
      if (!closed) await performance.forward(seen, unanswered);
      unanswered = null;
      await reply(context, caseId, { text: 'An example of an answer.', source: 'rehearsal' });
      continue;
    }
    if (comes === Infinity) throw new ClientError('FT-CLI-REHEARSAL', `${caseId} waits for nothing.`);
    const still = await performance.forward(seen, comes);
    if (still && task && task.at === comes && task.at !== due)
      await staff.complete(context, caseId, task.task);
  }
  throw new ClientError('FT-CLI-REHEARSAL', `${caseId} did not end within ${TURNS} turns.`);
}

/** Staff who try again see at the second time that it is of no use: nothing changes in a rehearsal. */
function tryOnce(judged: Set<string>, caseId: string, problem: string): void {
  if (judged.has(problem)) {
    throw new ClientError(
      'FT-CLI-REHEARSAL',
      `${caseId} needs a person's judgement again and again: ${problem}.`,
    );
  }
  judged.add(problem);
}
