import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addCheck } from './commands/check.ts';
import { addChooseResolution } from './commands/chooseResolution.ts';
import { addExplain } from './commands/explain.ts';
import { addHold } from './commands/hold.ts';
import { addList } from './commands/list.ts';
import { addOpen } from './commands/open.ts';
import { addOutbox } from './commands/outbox.ts';
import { addPreview } from './commands/preview.ts';
import { addRehearse } from './commands/rehearse.ts';
import { addReply } from './commands/reply.ts';
import { addResume } from './commands/resume.ts';
import { addSettle } from './commands/settle.ts';
import { addShow } from './commands/show.ts';
import { addTask, addDecisions } from './commands/task.ts';
import { addTasks } from './commands/tasks.ts';
import { addUp } from './commands/up.ts';
import { addWaitAgain } from './commands/waitAgain.ts';
import { addWithdraw } from './commands/withdraw.ts';
import { terminal } from './output/terminal.ts';

/** The `followthrough` command with all that it can do. Commands load what they need when they run. */
export function program(): Command {
  const commands = new Command('followthrough')
    .description('Follows up on cases that wait for a person, as your procedures say.')
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.say(text.trimEnd()),
      outputError: (text, write) => write(`FT-CMD-USAGE: ${text.replace(/^error: /, '')}`),
    })
    .showHelpAfterError('  Add --help to see how the command is written.')
    .addHelpText('after', EXAMPLES);
  for (const [heading, adders] of GROUPS) {
    commands.commandsGroup(heading);
    for (const add of adders) add(commands);
  }
  return commands;
}

const GROUPS: [string, ((program: Command) => void)[]][] = [
  ['Run:', [addUp]],
  ['Procedures:', [addCheck, addExplain, addPreview, addRehearse]],
  [
    'Cases:',
    [
      addOpen,
      addList,
      addShow,
      addOutbox,
      addReply,
      addSettle,
      addWaitAgain,
      addHold,
      addResume,
      addChooseResolution,
      addWithdraw,
    ],
  ],
  ['Tasks and decisions:', [addTasks, addTask, addDecisions]],
];

const EXAMPLES = `
Examples:
  $ npm start                                     starts everything (the same as: followthrough up)
  $ followthrough explain case-alert              a procedure in plain English
  $ followthrough rehearse case-alert --reply-on 2

Exit codes: 0 done, 1 your input or a refused request, 2 the command line, 3 a system cannot be reached, 70 our bug.`;

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
