import type { Instant, Program } from '../program.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { decided } from './approvals.ts';
import { closed, operationAt } from './edits.ts';
import { finished } from './outside.ts';
import { factChosen, waitsAgain } from './people.ts';

type Answer = { at: Instant; option: string; by: string };

/** The answer to a decision, or to whether an approval that came without a name is to count. */
export function decidedByTask(
  program: Program,
  state: CaseState,
  task: OpenTask,
  { at, option, by }: Answer,
): CaseState {
  if (option === 'discard') return closed(state, (open) => open.key === task.key, { option, by });
  const operation = operationAt(program, state);
  if (operation.op !== 'gate') return closed(state, (open) => open.key === task.key);
  const answer = { at, act: operation.act, approved: option !== 'decline', by, decision: task.key };
  return decided(state, answer);
}

/** The team, or a person after a refusal, says which way to go. To want the act itself leaves it to the approver. */
export function chosenByTask(
  program: Program,
  state: CaseState,
  task: OpenTask,
  { at, option }: Answer,
): CaseState {
  const act = task.about.split('@')[0] ?? '';
  const gate = program.operations.find((other) => other.op === 'gate' && other.act === act && other.only);
  if (gate?.op !== 'gate' || !gate.only) return state;
  const { fact, is } = gate.only;
  if (is?.includes(option)) return { ...state, wanted: [...state.wanted, act] };
  return factChosen(state, { at, fact, value: option });
}

export function afterDeclined(
  program: Program,
  state: CaseState,
  task: OpenTask,
  { at, option }: Answer,
): CaseState {
  switch (option) {
    case 'begin-again':
      return waitsAgain(program, state, { at, since: at });
    case 'hand-over':
      return finished(program, state, 'handed-over', at);
    case 'close':
      return finished(program, state, 'withdrawn', at);
    default:
      return { ...state, declined: state.declined.filter((act) => !task.about.startsWith(`${act}@`)) };
  }
}
