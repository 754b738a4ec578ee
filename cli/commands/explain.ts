import type { Command } from 'commander';
import { example, type WithProcedures, withProcedures } from './common.ts';
import { json, terminal } from '../output/terminal.ts';

export function addExplain(program: Command): void {
  const command = program
    .command('explain')
    .description('Print a procedure as plain English.')
    .argument('<procedure>', 'its name')
    .action(explainProcedure);
  example(withProcedures(command), 'explain case-alert', 'explain three-follow-ups');
}

async function explainProcedure(name: string, options: WithProcedures): Promise<void> {
  const { libraryFrom, soundIn } = await import('../system/procedures.ts');
  const { explain } = await import('../../domain/explain/explain.ts');
  const { procedure, calendar, messages } = soundIn(await libraryFrom(options.procedures), name);
  const text = explain(procedure, calendar, messages).trimEnd();
  if (options.json) json({ procedure: name, version: procedure.version, text });
  else terminal.out(text);
}
