import type { Command } from 'commander';
import type { Followthrough, TaskPageFilter } from '../../client/index.ts';
import type { Hidden } from '../output/hiddenTasks.ts';
import { json, jsonLines, terminal } from '../output/terminal.ts';
import { example, type WithSystem, withSystem } from './common.ts';

interface Options extends WithSystem {
  role?: string;
  person?: string;
  due?: string;
  case?: string;
  kind?: string;
  rehearsals?: true;
  all?: true;
  limit?: string;
  after?: string;
}

/** What one page can hold. */
const MOST = 1_000;
const NOTHING: Hidden = { rehearsed: 0, putOff: 0, most: MOST };
/** Options with which an empty list says nothing of anybody else. */
const NARROWS = ['role', 'person', 'due', 'kind'] as const;

export function addTasks(program: Command): void {
  const command = program
    .command('tasks')
    .description('List what people have to do, the most urgent first.')
    .argument('[case]', 'only of this case')
    .option('--role <role>', 'only those for one role')
    .option(
      '--person <person>',
      'what one person has to do: their own, and those of the roles they answer for',
    )
    .option('--due <when>', 'overdue, today, week (within seven days), or a date')
    .option('--case <case>', 'only of this case')
    .option('--kind <kind>', 'only of one kind: call, reply, decision …')
    .option('--rehearsals', 'those of rehearsals and sample cases as well')
    .option('--all', 'those that are put off and those of rehearsals as well')
    .option('--limit <number>', 'at most so many (default: 50)')
    .option('--after <place>', 'go on behind a page, as its last line says')
    .action(tasks);
  example(withSystem(command), 'tasks', 'tasks --role production --due today', 'tasks --person kim');
}

async function tasks(meant: string | undefined, options: Options): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId, zonesOf } = await import('../system/find.ts');
  const { dueBefore, kindOf } = await import('../input/taskFilter.ts');
  const { wholeNumber } = await import('../input/numbers.ts');
  await withClient(options, async (client) => {
    const { role, person, all, after } = options;
    const named = meant ?? options.case;
    const wanted = {
      role,
      person,
      caseId: named === undefined ? undefined : await findCaseId(client, named),
      kind: kindOf(options.kind),
      due: dueBefore(options.due),
      hidden: all,
      rehearsals: all ?? options.rehearsals,
    };
    const { tasks: open, next } = await client.taskPage({
      ...wanted,
      after,
      limit: options.limit === undefined ? undefined : wholeNumber('--limit', options.limit, 1, MOST),
    });
    const { hiddenLines, nothingToDo } = await import('../output/hiddenTasks.ts');
    const unseen = all || after !== undefined ? NOTHING : await hiddenFrom(client, wanted);
    if (open.length === 0 && !options.json) {
      const narrowed = NARROWS.some((each) => options[each] !== undefined) || named !== undefined;
      return terminal.say(after === undefined ? nothingToDo(narrowed, unseen) : 'There are no more tasks.');
    }
    for (const line of hiddenLines(unseen)) terminal.say(line);
    if (options.json) {
      jsonLines(open);
      if (next !== null) json({ next });
      return;
    }
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
    if (next !== null) terminal.out(`There are more: add --after ${next}`);
  });
}

async function hiddenFrom(client: Followthrough, shown: TaskPageFilter): Promise<Hidden> {
  const everything = { ...shown, hidden: true, rehearsals: true, limit: MOST };
  const { tasks: all, asOf } = await client.taskPage(everything);
  const withRehearsals = shown.rehearsals ?? shown.caseId !== undefined;
  const rehearsed = withRehearsals ? 0 : all.filter(({ rehearsal }) => rehearsal).length;
  const putOff = all.filter(
    ({ rehearsal, show_at: at }) => (withRehearsals || !rehearsal) && at !== null && at > asOf,
  ).length;
  return { rehearsed, putOff, most: MOST };
}
