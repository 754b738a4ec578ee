import { userInfo } from 'node:os';
import type { Command } from 'commander';

export interface Common {
  json?: true;
}

export interface WithProcedures extends Common {
  procedures?: string;
}

export interface WithSystem extends Common {
  dataDir?: string;
}

export interface WithPerson extends WithSystem {
  as?: string;
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

/** For commands that need a running system. */
export function withSystem(command: Command): Command {
  return withJson(command).option(
    '--data-dir <folder>',
    'data folder of the running system (default: .followthrough, or DATABASE_URL and TEMPORAL_ADDRESS)',
  );
}

export function withPerson(command: Command): Command {
  return withSystem(command).option(
    '--as <person>',
    'who does it: the id of a person (default: FOLLOWTHROUGH_AS, or your user name)',
  );
}

/** Who does it, for the record; once there are people, the client takes an active one of them only. */
export function person(options: WithPerson): string {
  const given = options.as ?? process.env['FOLLOWTHROUGH_AS'];
  if (given) return given;
  try {
    return userInfo().username;
  } catch {
    return 'somebody';
  }
}

export function example(command: Command, ...lines: string[]): Command {
  const title = lines.length === 1 ? 'Example:' : 'Examples:';
  const shown = lines.map((line) => `  $ followthrough ${line}`).join('\n');
  return command.addHelpText('after', `\n${title}\n${shown}`);
}
