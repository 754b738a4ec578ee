import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addCheck } from './commands/check.ts';
import { addPreview } from './commands/preview.ts';
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
  commands.commandsGroup('Procedures:');
  addCheck(commands);
  addPreview(commands);
  return commands;
}

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
