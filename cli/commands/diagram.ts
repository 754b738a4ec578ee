import type { Command } from 'commander';
import { json, terminal } from '../output/terminal.ts';
import { example, type WithProcedures, withProcedures } from './common.ts';

interface Options extends WithProcedures {
  variant?: string;
}

export function addDiagram(program: Command): void {
  const command = program
    .command('diagram')
    .description('Draw a procedure as a Mermaid flowchart.')
    .argument('<procedure>', 'its name')
    .option('--variant <name>', 'variant of the procedure (default: its first)')
    .action(drawProcedure);
  example(
    withProcedures(command),
    'diagram case-alert --variant 5',
    'diagram missed-check-in > flow.mmd',
  ).addHelpText('after', '\nIn Markdown it goes into a block that begins with ```mermaid.');
}

async function drawProcedure(name: string, options: Options): Promise<void> {
  const { libraryFrom, soundIn } = await import('../system/procedures.ts');
  const { diagram } = await import('../../domain/diagram/diagram.ts');
  const { chooseVariant } = await import('../../domain/procedure/facts.ts');
  const { procedure } = soundIn(await libraryFrom(options.procedures), name);
  const variant = chooseVariant(procedure, options.variant);
  const mermaid = diagram(procedure, variant);
  if (options.json) json({ procedure: name, version: procedure.version, variant, mermaid });
  else terminal.out(mermaid.trimEnd());
}
