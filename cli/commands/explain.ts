import type { Command } from 'commander';
import { example, type WithProcedures, withProcedures } from './common.ts';
import { json, terminal } from '../output/terminal.ts';

interface Options extends WithProcedures {
  variant?: string;
}

export function addExplain(program: Command): void {
  const command = program
    .command('explain')
    .description('Print a procedure as plain English.')
    .argument('<procedure>', 'its name')
    .option('--variant <name>', 'only this variant of it')
    .action(explainProcedure);
  example(withProcedures(command), 'explain case-alert --variant 5', 'explain three-follow-ups');
}

async function explainProcedure(name: string, options: Options): Promise<void> {
  const { libraryFrom, soundIn } = await import('../system/procedures.ts');
  const { explain } = await import('../../domain/explain/explain.ts');
  const { procedure, calendar, messages } = soundIn(await libraryFrom(options.procedures), name);
  const { chooseVariant } = await import('../../domain/procedure/facts.ts');
  const variant = options.variant === undefined ? undefined : chooseVariant(procedure, options.variant);
  const text = explain(procedure, calendar, messages, variant).trimEnd();
  const of = { procedure: name, version: procedure.version, ...(variant === undefined ? {} : { variant }) };
  if (options.json) json({ ...of, text });
  else terminal.out(text);
}
