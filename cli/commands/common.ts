import type { Command } from 'commander';

export interface Common {
  json?: true;
}

export interface WithProcedures extends Common {
  procedures?: string;
}

/** Every command can speak JSON. */
export function withJson(command: Command): Command {
  return command.option('--json', 'print JSON, and nothing else on standard output');
}

export function withProcedures(command: Command): Command {
  return withJson(command).option(
    '--procedures <folder>',
    'folder with the procedures (default: those shipped, or FOLLOWTHROUGH_PROCEDURES)',
  );
}

export function example(command: Command, ...lines: string[]): Command {
  const title = lines.length === 1 ? 'Example:' : 'Examples:';
  return command.addHelpText('after', `\n${title}\n${lines.map((line) => `  $ followthrough ${line}`).join('\n')}`);
}
