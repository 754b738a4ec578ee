import type { Command } from 'commander';
import type { PrintedLetters } from '../../client/index.ts';
import { json, terminal } from '../output/terminal.ts';
import { example, person, type WithPerson, withPerson } from './common.ts';

interface Options extends WithPerson {
  out: string;
  role?: string;
  again?: true;
}

export function addLetters(program: Command): void {
  const command = program
    .command('letters')
    .description(
      'Print the letters of all accounts that are due and suggest one, as one PDF; each is logged.',
    )
    .requiredOption('--out <file>', 'where to write the PDF; the file must not be there yet')
    .option('--role <role>', 'only reviews for one role')
    .option('--again', 'also letters that were printed before')
    .action(print);
  example(withPerson(command), 'letters --out letters.pdf --as sam');
}

async function print(options: Options): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { printInto } = await import('../output/printInto.ts');
  const { role, again, out } = options;
  await withClient(options, async (client) => {
    let printed: PrintedLetters = { pdf: null, cases: [], left: [] };
    await printInto(out, async (id) => {
      printed = await client.letterBatch({ role, again, by: person(options), id });
      return printed.pdf;
    });
    const { pdf, cases, left } = printed;
    const file = pdf === null ? null : out;
    if (options.json) return json({ file, cases, left });
    if (file === null) terminal.say('No letter is due.');
    else terminal.out(`${count(cases.length)} in ${file}, and logged as printed.`);
    for (const { caseId, because } of left) terminal.say(`  left out: ${caseId} ${because}`);
  });
}

function count(number: number): string {
  return number === 1 ? '1 letter is' : `${number} letters are`;
}
