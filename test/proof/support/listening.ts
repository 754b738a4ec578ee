import { proxySinks, type Sinks } from '@temporalio/workflow';
import type { CaseEvent } from '../../../domain/program/events.ts';
import type { Program } from '../../../domain/program/program.ts';
import type { CaseState } from '../../../domain/program/state.ts';
import { RunningCase } from '../../../workflows/running.ts';

export * from '../../../workflows/index.ts';

/** What the workflow tells while it is replayed. */
export interface Ears extends Sinks {
  case: {
    /** Told with each event, before it is taken: the program and the state on which it falls. */
    takes(program: Program, state: CaseState, event: CaseEvent): void;
  };
}

const { case: ears } = proxySinks<Ears>();

type Take = (this: RunningCase, event: CaseEvent) => void;

/** The workflow code of today, which also tells each event that it takes. */
const take: Take = Reflect.get(RunningCase.prototype, 'take');
RunningCase.prototype.take = function (event) {
  ears.takes(this.program, this.state, event);
  take.call(this, event);
};
