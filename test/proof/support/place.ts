import { blocks } from '../../../domain/program/next.ts';
import type { Program } from '../../../domain/program/program.ts';
import type { CaseState, OpenTask } from '../../../domain/program/state.ts';
import { classOf } from '../../../domain/proof/classes.ts';

/** Tasks that nothing waits for, whose answers steer the case all the same. */
const STEERING: OpenTask['kind'][] = [
  'reply',
  'problem',
  'decision',
  'confirm-approval',
  'choose-resolution',
];

/**
 * Where a case stands, without instants: what has been done, what stops it, whom it waits for, and what a gate goes by.
 * Two states with the same place may differ only in when something comes, and in what steers nothing.
 */
export function placeOf(program: Program, state: CaseState): string {
  const { position, progress, round, attempts, outcome, answered, held, problem, reopening, errand } = state;
  const place = {
    stands: `${position}/${progress}`,
    round,
    attempts,
    outcome: outcome?.outcome,
    answered: answered !== null,
    held: held && (held.promise ? 'promise' : 'hold'),
    problems: [problem, ...(state.problems ?? [])].flatMap((each) =>
      each ? [`${each.position}/${each.progress}`] : [],
    ),
    reopening: reopening !== false,
    errand: errand !== null,
    facts: Object.entries(state.facts).map(([fact, value]) => `${fact} ${classOf(program, fact, value)}`),
    tasks: state.tasks.filter((task) => blocks(task) || STEERING.includes(task.kind)).map(taskOf),
    warned: state.warnings.map(({ act }) => act),
    approved: state.approvals.map(({ act }) => act),
    declined: state.declined,
    wanted: state.wanted,
  };
  return JSON.stringify(place, (_, value: unknown) =>
    Array.isArray(value) ? [...new Set(value)].sort() : value,
  );
}

function taskOf({ kind, logged }: OpenTask): string {
  return logged?.length ? `${kind}, something done about it` : kind;
}
