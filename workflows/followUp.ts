import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  workflowInfo,
} from '@temporalio/workflow';
import { begin, carried } from '../domain/program/begin.ts';
import { next } from '../domain/program/next.ts';
import type { Plan } from '../domain/program/plan.ts';
import type { Instant, Outcome, Program } from '../domain/program/program.ts';
import type { CaseState, Need } from '../domain/program/state.ts';
import type { Speaking } from '../domain/program/turn.ts';
import { registerHandlers } from './handlers.ts';
import { RunningCase } from './running.ts';
import { waitUntil } from './wait.ts';
import { performWork, planWork, recordWork } from './work.ts';

/** What a case starts with. Nothing personal: names, addresses and texts are in the ledger under the workflow's id. */
export interface FollowUpInput {
  schema: 1;
  program: Program;
  /** The instant of the day-zero fact. */
  zero: Instant;
  /** Steering facts that differ from their defaults. */
  facts: Record<string, string>;
  /** Dates planned before the start; without them the case asks an activity first. */
  plan: Plan | null;
  rehearsal: boolean;
  /** Attempts that were made elsewhere before the case was opened. */
  attemptsMade?: number;
  /** Milliseconds by which a rehearsal's clock is ahead of Temporal's, so that it runs at the time of its facts. */
  offset?: number;
  /** Set when the case continues as new, was opened again after its end, or begun anew; of an earlier release it may lack parts. */
  state?: CaseState;
  /** What it has said to the ledger by then; absent: it has just been opened. */
  speaking?: Speaking;
  /** How often in a row the ledger has not taken what happened; absent: it has. */
  refused?: number;
  /** Continue as new after so many history events (default 2,000, well below the server's limits; MSG-8). */
  continueAfterEvents?: number;
}

export interface FollowUpResult {
  outcome: Outcome;
  round: number;
  attempts: number;
}

const CONTINUE_AFTER_EVENTS = 2_000;

/**
 * One case, carried by its procedure to its end: asks `next` what the case needs, waits or has it done, and feeds what
 * happened to `evolve`. Cancelling it in Temporal withdraws the case in an orderly way.
 */
export async function followUp(input: FollowUpInput): Promise<FollowUpResult> {
  const offset = input.offset ?? 0;
  const given = { ...input, at: Date.now() + offset };
  const state = input.state ? carried(input.program, given, input.state) : begin(input.program, given);
  const running = new RunningCase(input.program, state, offset, input.speaking?.turn);
  running.heard = input.speaking?.heard ?? null;
  running.maybe = input.speaking?.maybe ?? [];
  running.refused = input.refused ?? 0;
  registerHandlers(running);
  return CancellationScope.nonCancellable(() => carry(running, input));
}

async function carry(running: RunningCase, input: FollowUpInput): Promise<FollowUpResult> {
  for (;;) {
    const need = next(running.program, running.state);
    const changed = running.watch();
    switch (need.need) {
      case 'record':
        // Refused again and again it would fill the history, and the server ends what has too many events.
        if (running.refused > 0 && tooLong(input)) await carryOver(running, input, changed);
        if (changed()) break;
        await recordWork(running, need);
        break;
      case 'plan':
        running.busy = true;
        await planWork(running, need);
        running.busy = false;
        break;
      case 'perform':
        running.busy = true;
        await performWork(running, need, input.rehearsal);
        running.busy = false;
        break;
      case 'wait': {
        running.show();
        if (tooLong(input)) await carryOver(running, input, changed);
        if (changed()) break;
        const until = earlier(need.until, need.remind);
        const came = await waitUntil(until, () => running.now(), changed, waitingFor(running, need));
        if (came === 'time' && !changed()) running.take({ type: 'time-came', at: running.now() });
        break;
      }
      case 'end': {
        running.show();
        await condition(allHandlersFinished);
        if (changed()) break;
        const { round, attempts } = running.state;
        return { outcome: need.outcome, round, attempts };
      }
    }
  }
}

/** A case that waits for a person comes back to it when a task is overdue. */
function earlier(until: Instant | null, remind: Instant | null): Instant | null {
  if (until === null || remind === null) return until ?? remind;
  return Math.min(until, remind);
}

/** What a timer is for, as Temporal's Web UI shows it. */
function waitingFor(running: RunningCase, need: Extract<Need, { need: 'wait' }>): string {
  const label = need.for === 'step' ? running.state.plan?.slots[need.about]?.label : undefined;
  return label ? `${need.about} on ${label}` : `${need.for}: ${need.about}`;
}

function tooLong(input: FollowUpInput): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength > (input.continueAfterEvents ?? CONTINUE_AFTER_EVENTS);
}

/** Only with nothing under way, at a wait or where the ledger refuses: program and state are all there is to carry (MSG-2). */
async function carryOver(running: RunningCase, input: FollowUpInput, changed: () => boolean): Promise<void> {
  await condition(allHandlersFinished);
  if (changed()) return;
  await continueAsNew<typeof followUp>({
    ...input,
    program: running.program,
    state: running.state,
    speaking: running.speaking,
    refused: running.refused,
  });
}
