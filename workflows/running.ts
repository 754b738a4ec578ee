import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { CaseEvent } from '../domain/program/events.ts';
import { evolve, programAfter } from '../domain/program/evolve/evolve.ts';
import type { Instant, Program } from '../domain/program/program.ts';
import type { CaseState } from '../domain/program/state.ts';
import { viewOf } from '../domain/program/view.ts';
import { changedAttributes } from './attributes.ts';
import { detailsOf } from './details.ts';

/** The one mutable thing of a run: its state, changed only by events. */
export class RunningCase {
  readonly #offset: number;
  #program: Program;
  #state: CaseState;
  #changes = 0;
  /** Something is being done outside, and its results are to come. */
  busy = false;

  /** @param offset milliseconds by which the case's clock is ahead of Temporal's; only rehearsals have one */
  constructor(program: Program, state: CaseState, offset: number) {
    this.#program = program;
    this.#state = state;
    this.#offset = offset;
  }

  /** The case's time: a rehearsal of last March's alert runs in last March. */
  now(): Instant {
    return Date.now() + this.#offset;
  }

  /** The version of the procedure that the case follows now. */
  get program(): Program {
    return this.#program;
  }

  get state(): CaseState {
    return this.#state;
  }

  /** Takes an event at once, so that two messages in one workflow task see each other's effect. */
  take(event: CaseEvent): void {
    const after = evolve(this.#program, this.#state, event);
    if (after === this.#state) return;
    this.#program = programAfter(this.#program, this.#state, event);
    this.#state = after;
    this.#changes += 1;
  }

  /** A function that tells whether anything has happened since now. */
  watch(): () => boolean {
    const before = this.#changes;
    return () => this.#changes !== before;
  }

  /** Lets Temporal's lists and Web UI tell where the case stands; called where a workflow task happens anyway. */
  show(): void {
    const view = viewOf(this.program, this.#state);
    const pairs = changedAttributes(workflowInfo().typedSearchAttributes, view);
    if (pairs.length > 0) upsertSearchAttributes(pairs);
    setCurrentDetails(detailsOf(this.program, this.#state, view));
  }
}
