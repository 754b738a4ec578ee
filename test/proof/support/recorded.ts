import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type InjectedSinks, Worker } from '@temporalio/worker';
import type { CaseEvent } from '../../../domain/program/events.ts';
import { evolve } from '../../../domain/program/evolve/evolve.ts';
import type { Program } from '../../../domain/program/program.ts';
import type { CaseState } from '../../../domain/program/state.ts';
import { type Recorded, recordedHistories, replays } from '../../replay/recorded.ts';
import type { Ears } from './listening.ts';

/** An event as the workflow took it, and the states around it. */
export interface Step {
  program: Program;
  before: CaseState;
  event: CaseEvent;
  after: CaseState;
}

/** What a case of the scenarios went through on the real engine. */
export interface Course {
  name: string;
  /** How it ended by its history; null: that stops before the last word. */
  outcome: string | null;
  steps: Step[];
}

type Taken = Omit<Step, 'after'>;

/** Every recorded history, played again by the engine's own replayer, which tells what its workflow code takes. */
export async function courses(): Promise<Course[]> {
  const recorded = await recordedHistories();
  const taken = await replayed(recorded);
  return recorded.map(({ release, name, history }) => ({
    name,
    outcome: outcomeOf(history),
    steps: stepsOf(taken.get(`${release}-${name}`) ?? []),
  }));
}

async function replayed(recorded: Recorded[]): Promise<Map<string, Taken[]>> {
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('listening.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  });
  const taken = new Map<string, Taken[]>(recorded.map(({ release, name }) => [`${release}-${name}`, []]));
  const fn: InjectedSinks<Ears>['case']['takes']['fn'] = ({ workflowId }, program, before, event) => {
    taken.get(workflowId)?.push({ program: completed(program), before, event });
  };
  const sinks: InjectedSinks<Ears> = { case: { takes: { fn, callDuringReplay: true } } };
  const all = Worker.runReplayHistories({ workflowBundle, sinks }, replays(recorded));
  for await (const { workflowId, error } of all) {
    if (error) throw new Error(`${workflowId} does not replay`, { cause: error });
  }
  return taken;
}

/** Programs that were compiled before there were levels lack the list. */
function completed(program: Program): Program {
  return { ...program, levels: program.levels ?? [] };
}

/** What an event led to is what the next one fell on; of the last one the interpreter itself says it. */
function stepsOf(taken: Taken[]): Step[] {
  return taken.map((step, index) => {
    const after = taken[index + 1]?.before ?? evolve(step.program, step.before, step.event);
    return { ...step, after };
  });
}

function outcomeOf({ events }: Recorded['history']): string | null {
  const result = events?.at(-1)?.workflowExecutionCompletedEventAttributes?.result?.payloads?.[0]?.data;
  return result ? (JSON.parse(Buffer.from(result).toString()) as { outcome: string }).outcome : null;
}
