import type { Command } from 'commander';
import { example } from '../common.ts';
import { addAssign } from './assign.ts';
import { addCall } from './call.ts';
import { addDo } from './do.ts';
import { addDecide, addDone } from './done.ts';
import { addTaskShow } from './show.ts';
import { addSnooze } from './snooze.ts';

export { addDecisions } from './approve.ts';

export function addTask(program: Command): void {
  const task = program
    .command('task')
    .description('Look at one task, say that it is done, put it off, or give it to somebody.');
  example(
    task,
    'task show 1f2e3d4c',
    'task call 1f2e3d4c --as sam',
    'task done 1f2e3d4c --outcome spoke --promised-for 2026-03-05',
    'task snooze 1f2e3d4c next-working-day',
    'task assign 1f2e3d4c --to kim',
    'task decide 1f2e3d4c decline --note "she is back on Monday"',
  );
  for (const add of [addTaskShow, addCall, addDo, addDone, addSnooze, addAssign, addDecide]) add(task);
}
