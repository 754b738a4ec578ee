import type { Command } from 'commander';
import { jsonLines, terminal } from '../output/terminal.ts';
import { example, type WithSystem, withSystem } from './common.ts';

interface Options extends WithSystem {
  role?: string;
}

export function addTasks(program: Command): void {
  const command = program
    .command('tasks')
    .description('List what people have to do, the oldest first.')
    .argument('[case]', 'only of this case')
    .option('--role <role>', 'only those for one role')
    .action(tasks);
  example(withSystem(command), 'tasks', 'tasks --role production');
}

async function tasks(meant: string | undefined, options: Options): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId, zonesOf } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const caseId = meant === undefined ? undefined : await findCaseId(client, meant);
    const open = await client.tasks({
      ...(caseId === undefined ? {} : { caseId }),
      ...(options.role ? { role: options.role } : {}),
    });
    if (options.json) return jsonLines(open);
    if (open.length === 0) return terminal.say('Nobody has anything to do.');
    const { taskRows, TASK_HEAD } = await import('../output/taskRows.ts');
    const { table } = await import('../output/table.ts');
    const zones = await zonesOf(client, [...new Set(open.map((task) => task.case_id))]);
    const rows = taskRows(open, zones).map((row, index) => [
      ...row.slice(0, -1),
      open[index]?.case_id ?? '',
      row.at(-1) ?? '',
    ]);
    terminal.out(table(rows, terminal.width, [...TASK_HEAD.slice(0, -1), 'case', TASK_HEAD.at(-1) ?? '']));
    terminal.out('\nTimes are those of the case. The text of a task: followthrough task show TASK');
  });
}
