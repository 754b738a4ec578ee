import type { Command } from 'commander';
import type { ListedTask } from '../../../ledger/tasks.ts';
import { CommandError } from '../../errors.ts';
import { example, person, type WithPerson, withPerson } from '../common.ts';
import { told } from './answer.ts';

interface Options extends WithPerson {
  note?: string;
}

/** An answer to the one open decision of a case, or to the decision that is named. */
export function addDecisions(program: Command): void {
  for (const [name, means] of [
    ['approve', 'Approve what a case asks a manager for.'],
    ['decline', 'Decline what a case asks a manager for, and say why.'],
  ] as const) {
    const command = program
      .command(name)
      .description(means)
      .argument('<decision>', 'the task, or the case if it asks only one thing')
      .option('--note <text>', name === 'decline' ? 'why: must be given' : 'why')
      .action((meant: string, options: Options) => decide(meant, name, options));
    const why = name === 'decline' ? ' --note "she is back on Monday"' : '';
    example(withPerson(command), `${name} alert-1001${why} --as morgan`);
  }
}

async function decide(meant: string, option: 'approve' | 'decline', options: Options): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { findCaseId, findTask } = await import('../../system/find.ts');
  const { tasksEndingWith } = await import('../../../ledger/tasks/list.ts');
  await withClient(options, async (client) => {
    const named = await tasksEndingWith(client.ledger, meant, 2);
    const task = named.some(({ kind, state }) => kind === 'decision' && state === 'open')
      ? await findTask(client, meant)
      : await onlyDecision(
          await findCaseId(client, meant).catch((noCase: unknown) => {
            throw notOpen(meant, named[0]) ?? noCase;
          }),
        );
    const asked = await client.decide(task.id, option, { by: person(options), reason: options.note });
    await told(client, task, options, asked, `"${task.title}" is answered: ${option}`, { outcome: option });

    async function onlyDecision(caseId: string) {
      const open = await client.tasks({ caseId });
      const [only, ...more] = open.filter(({ kind }) => kind === 'decision');
      if (!only) throw new CommandError('FT-CMD-TASK', `${caseId} asks for no decision now.`);
      if (more.length === 0) return only;
      throw new CommandError('FT-CMD-TASK', `${caseId} asks for several decisions: name the task.`);
    }
  });
}

/** Too little of an id to mean one task by it. */
const TOO_SHORT = 6;

/** Why nothing can be decided by this id, if it is the end of a task's. */
function notOpen(meant: string, task: ListedTask | undefined): CommandError | undefined {
  if (!task || meant.length < TOO_SHORT) return undefined;
  const { kind, title, state, closed_by: by, case_id: caseId } = task;
  if (kind !== 'decision')
    return new CommandError(
      'FT-CMD-TASK',
      `"${meant}" is no decision but the task "${title}" of ${caseId}: "followthrough task show ${meant}".`,
    );
  const how = state === 'done' ? `${by ?? 'somebody'} has answered it` : 'it is no longer needed';
  return new CommandError(
    'FT-CMD-TASK',
    `the decision "${meant}" (${title}) is no longer open: ${how}. "followthrough show ${caseId}" tells how.`,
  );
}
