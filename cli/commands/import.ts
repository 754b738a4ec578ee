import type { Command } from 'commander';
import type { Imported, ImportProgress } from '../../client/index.ts';
import { EXIT } from '../exit.ts';
import { json, terminal } from '../output/terminal.ts';
import { example, person, type WithPerson, type WithProcedures, withPerson } from './common.ts';

interface Options extends WithPerson, WithProcedures {
  result?: string;
  variant?: string;
  config: string;
  lookUps?: string;
}

export function addImport(program: Command): void {
  const command = program
    .command('import')
    .description(
      'Open a case for each row of a CSV list that needs one, and say of each row what became of it.',
    )
    .argument('<procedure>', 'its name; import.yaml beside its procedure.yaml says what the columns mean')
    .argument('<file>', 'the list: CSV in UTF-8, separated by comma, semicolon or tab')
    .option('--result <file>', 'where the result goes (default: beside the list, as NAME.result.csv)')
    .option('--variant <name>', 'variant of the procedure (default: its first)')
    .option('--procedures <folder>', 'folder with the procedures')
    .option(
      '--config <file>',
      'where look-ups are made before a row becomes a case',
      process.env['FOLLOWTHROUGH_CONFIG'] || 'followthrough.yaml',
    )
    .option('--look-ups <file>', 'what sandbox look-ups answer, one JSON object a line')
    .action(importFile);
  example(
    withPerson(command),
    'import missed-check-in missed.csv',
    'import no-appointment-booked report.csv --result report-done.csv --as Sam',
    'import no-appointment-booked report.csv --look-ups answers.jsonl',
  ).addHelpText(
    'after',
    '\nThe same list twice opens nothing twice, and one that was broken off goes on where it stopped.\n' +
      'The systems that the procedure looks at before a contact are asked of each row before it becomes a case.\n' +
      'Exit code 0: every row was dealt with; 1: some rows have errors, or the list was refused.',
  );
}

async function importFile(procedure: string, file: string, options: Options): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { Progress } = await import('../up/progress.ts');
  const { configFrom } = await import('../up/config.ts');
  const { lookUpsFrom } = await import('../input/lookUps.ts');
  const { judgeRows } = await import('../../worker/judgeRows.ts');
  const [config, scenario] = [await configFrom(options.config), await lookUpsFrom(options.lookUps)];
  const progress = new Progress();
  try {
    await withClient(options, async (client) => {
      const imported = await client.importList({
        procedure,
        file,
        by: person(options),
        result: options.result,
        variant: options.variant,
        judge: judgeRows(config, client.ledger, scenario),
        onProgress: (seen) => progress.show(progressLine(seen)),
      });
      progress.done();
      if (imported.counts.error > 0) process.exitCode = EXIT.refused;
      if (options.json) json(imported);
      else await print(imported);
    });
  } finally {
    progress.done();
  }
}

function progressLine({ done, rows }: ImportProgress): string {
  return `${done} of ${rows} rows`;
}

async function print({ id, rows, counts, warned, resumed, result, unused }: Imported): Promise<void> {
  const { shortId } = await import('../system/find.ts');
  const { countWords, warnedWords } = await import('../output/importView.ts');
  terminal.out(`${rows} rows: ${countWords(counts)}.`);
  if (warned > 0) terminal.out(warnedWords(warned));
  terminal.out(`Each row with its reason: ${result}`);
  if (resumed) terminal.say('It went on where the import before it was broken off.');
  if (unused.length > 0) terminal.say(`Columns that were not used: ${unused.join(', ')}.`);
  terminal.say(`Next: followthrough imports show ${shortId(id)}`);
}
