import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { CaseEvent } from '../domain/program/events.ts';
import { evolve, programAfter } from '../domain/program/evolve/evolve.ts';
import { checkMeaning, type Instant, type Program } from '../domain/program/program.ts';
import type { CaseState } from '../domain/program/state.ts';
import type { Speaking, Turn } from '../domain/program/turn.ts';
import { viewOf } from '../domain/program/view.ts';
import { changedAttributes } from './attributes.ts';
import { detailsOf } from './details.ts';

/** The one mutable thing of a run: its state, changed only by events. */
export class RunningCase {
  readonly #offset: number;
  readonly #begun: { epoch: number; count: number };
  #program: Program;
  #state: CaseState;
  #changes = 0;
  /** Something is being done outside, and its results are to come. */
  busy = false;
  /** The last word that the ledger has surely heard, and those since then that it may have heard. */
  heard: Turn | null = null;
  maybe: Turn[] = [];
  /** How often in a row the ledger has not taken what happened. */
  refused = 0;

  /**
   * @param offset milliseconds by which the case's clock is ahead of Temporal's; only rehearsals have one
   * @param begun how far the case had come when this run began
   */
  constructor(program: Program, state: CaseState, offset: number, begun = { epoch: 0, count: 0 }) {
    checkMeaning(program);
    this.#program = program;
    this.#state = state;
    this.#offset = offset;
    this.#begun = begun;
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

  /** What it says now, and what the ledger has heard from it. */
  get speaking(): Speaking {
    const { epoch, count } = this.#begun;
    const { heard, maybe } = this;
    return { turn: { epoch, count: count + this.#changes, at: this.now() }, heard, maybe };
  }

  /** Takes an event at once, so that two messages in one workflow task see each other's effect. */
  take(event: CaseEvent): void {
    const after = evolve(this.#program, this.#state, event);
    if (after === this.#state) return;
    const program = programAfter(this.#program, this.#state, event);
    if (program !== this.#program) checkMeaning(program);
    this.#program = program;
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
    setCurrentDetails(detailsOf(this.program, this.#state, view, this.refused));
  }
}
