import type { Instant, Program } from '../program.ts';
import type { CaseState } from '../state.ts';
import { called } from './calls.ts';
import { afterDeclined, chosenByTask, decidedByTask } from './decisions.ts';
import { closed, operationAt, restOfStep, told } from './edits.ts';
import { effectDone, effectLeftOut, nameOf } from './effects.ts';
import { finished } from './outside.ts';
import { keepDistance } from './onward.ts';
import { resumed, saidOfHold, waitsAgain } from './people.ts';
import { judged, troubled } from './trouble.ts';

/** A person's word that what they were asked for cannot be done. */
export const NOT_POSSIBLE = 'not-possible';

export type TaskDone = { at: Instant; task: string; option: string; by: string; until?: Instant };

/** A person did a task: each kind steers the case in its own way. */
export function taskDone(program: Program, state: CaseState, event: TaskDone): CaseState {
  const task = state.tasks.find((open) => open.key === event.task);
  if (!task) return state;
  if (task.kind === 'decision' || task.kind === 'confirm-approval')
    return decidedByTask(program, state, task, event);
  const { at, option, by } = event;
  const done = closed(state, (open) => open.key === task.key, { option, by });
  const said = told(done, { at, what: 'task-done', about: task.about, because: option });
  switch (task.kind) {
    case 'step':
      return stepTaskDone(program, said, event);
    case 'review':
      return restOfStep(program, { ...said, progress: said.progress + 1, manual: event.until ?? null }, at);
    case 'call':
      return keepDistance(program, called(program, said, event), at);
    case 'by-hand':
      return keepDistance(program, postedByHand(program, said, event), at);
    case 'check':
      return option === 'stop' ? finished(program, said, 'withdrawn', at) : restOfStep(program, said, at);
    case 'on-hold':
      return saidOfHold(program, said, event);
    case 'reply':
      if (option === 'settle') return finished(program, said, 'answered', at);
      if (option === 'wait-again') return waitsAgain(program, said, { at, since: at });
      return resumed(program, said, event);
    case 'problem':
      return said.problem ? judged(program, said, said.problem, option, at) : said;
    case 'choose-resolution':
      return chosenByTask(program, said, task, event);
    case 'declined':
      return afterDeclined(program, said, task, event);
    case 'late-reply':
    case 'left-over':
    case 'aside':
    case 'discrepancy':
      return said;
  }
}

/** What could not be done is not done: nothing that builds on it comes before a person has judged. */
function stepTaskDone(program: Program, state: CaseState, { at, option }: TaskDone): CaseState {
  const operation = operationAt(program, state);
  const effect = operation.op === 'perform' ? operation.effects[state.progress] : undefined;
  if (option !== NOT_POSSIBLE) return restOfStep(program, { ...state, progress: state.progress + 1 }, at);
  const { position, progress } = state;
  const about = effect ? { effect: nameOf(effect) } : {};
  return troubled(state, { position, progress, reason: 'task-not-possible', ...about }, at);
}

function postedByHand(program: Program, state: CaseState, { at, option }: TaskDone): CaseState {
  const operation = operationAt(program, state);
  const effect = operation.op === 'perform' ? operation.effects[state.progress] : undefined;
  if (operation.op !== 'perform' || !effect) return state;
  const after =
    option === 'posted' ? effectDone(state, operation, effect, at, at) : effectLeftOut(state, operation);
  return restOfStep(program, after, at);
}
