import { type Command, CommanderError } from 'commander';
import { EXIT } from './exit.ts';
import { json, terminal } from './output/terminal.ts';
import { program } from './program.ts';

/** Runs one command line and gives its exit code. Never throws. */
export async function run(args: string[]): Promise<number> {
  try {
    const commands = program();
    await commands.parseAsync(args, { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return explain(error, args);
  }
}

/** One clear line with its code, and what to do next. A user's mistake never shows a stack trace. */
async function explain(error: unknown, args: string[]): Promise<number> {
  const { report } = await import('./report.ts');
  const { code, message, doThis, exit } = await report(error);
  if (args.includes('--json')) json({ error: message, code });
  terminal.say(`${code}: ${message}`);
  if (doThis) terminal.say(`  ${doThis.replace('COMMAND', commandIn(args))}`);
  if (process.env['FOLLOWTHROUGH_DEBUG'] === '1') terminal.say(error instanceof Error ? trace(error) : '');
  return exit;
}

/** The words of a command line that name its command: "people add". */
function commandIn(args: string[]): string {
  const names: string[] = [];
  let command: Command | undefined = program();
  for (const word of args) {
    command = command.commands.find((each) => each.name() === word);
    if (!command) break;
    names.push(word);
  }
  return names.join(' ');
}

function trace(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${trace(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
