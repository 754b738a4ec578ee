import type { Readable } from 'node:stream';
import { type Command, Option } from 'commander';
import type { Holds, ItemsFormat, ItemsImported, ReadRow } from '../../client/index.ts';
import { EXIT } from '../exit.ts';
import { json, terminal } from '../output/terminal.ts';
import { example, person, type WithPerson, withPerson } from './common.ts';

interface Options extends WithPerson {
  source: string;
  format?: string;
  holds: Holds;
  id?: string;
  asOf?: string;
  procedure?: string;
  procedures?: string;
  company?: string;
  opening: boolean;
}

export function addImportItems(program: Command): void {
  const command = program
    .command('import-items')
    .description(
      'Take the open items of customers from a CSV or JSON file, tell their cases, and open cases for who is overdue.',
    )
    .argument('<file>', 'a .json file, or CSV; "-" reads CSV from standard input')
    .option('--source <system>', 'the system that invoices', 'by-hand')
    .option('--format <file>', 'YAML that says how the file is written: columns, delimiter, decimal, dates …')
    .addOption(
      new Option('--holds <what>', 'what the file holds: changes only, all items of its customers, or of all')
        .choices(['changes', 'customers', 'everything'])
        .default('customers'),
    )
    .option('--id <id>', "the import's own id: the same one is taken once")
    .option('--as-of <moment>', 'of what moment the file is, ISO 8601 (default: now)')
    .option('--procedure <name>', 'whose cases are told (default: customer-statement)')
    .option('--company <name>', 'whose invoices they are (default: the name on the letterhead)')
    .option('--no-opening', 'open no cases for customers who are overdue and have none')
    .option('--procedures <folder>', 'folder with the procedures')
    .action(importItems);
  example(
    withPerson(command),
    'import-items open-items.csv --source erp',
    'import-items offene-posten.csv --source erp --format erp.yaml --holds everything',
  );
}

async function importItems(file: string, options: Options): Promise<void> {
  const { format, asOf } = await described(options);
  const { withClient } = await import('../system/connect.ts');
  await withClient(options, async (client) => {
    const { STATEMENT_PROCEDURE } = await import('../../client/openItems/importOpenItems.ts');
    const procedure = options.procedure ?? STATEMENT_PROCEDURE;
    const today = await client.todayOf(procedure, asOf);
    const done = await client.importOpenItems({
      source: options.source,
      rows: await rowsOf(file, format, today),
      holds: options.holds,
      by: person(options),
      id: options.id,
      asOf,
      procedure,
      opens: options.opening ? { company: options.company } : undefined,
    });
    if (options.json) json(done);
    else print(done);
    if (done.rows.some(({ outcome }) => outcome === 'error')) process.exitCode = EXIT.refused;
  });
}

async function described(options: Options): Promise<{ format: ItemsFormat; asOf: number }> {
  const { PLAIN_FORMAT, readFormat } = await import('../../client/index.ts');
  const { readFile } = await import('node:fs/promises');
  const format = options.format ? readFormat(await readFile(options.format, 'utf8')) : PLAIN_FORMAT;
  const { isoMoment } = await import('../input/isoMoment.ts');
  return { format, asOf: options.asOf === undefined ? Date.now() : isoMoment('--as-of', options.asOf) };
}

async function rowsOf(file: string, format: ItemsFormat, today: string): Promise<ReadRow[]> {
  const { readCsv, readJson } = await import('../../client/index.ts');
  const input: Readable = file === '-' ? process.stdin : (await import('node:fs')).createReadStream(file);
  return file.endsWith('.json') ? readJson(input, format, today) : readCsv(input, format, today);
}

/** How many refused rows are shown; all of them are in the JSON. */
const SHOWN = 20;

function print({ rows, customers, nothingClosed }: ItemsImported): void {
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  const outcomes = ['new', 'changed', 'returned', 'unchanged', 'older', 'error'].filter(count);
  const told = customers.filter(({ result, caseId }) => result === 'paid' && caseId !== null).length;
  const closed = customers.reduce((sum, each) => sum + each.closed.length, 0);
  const alone = customers.filter(({ standing, caseId }) => standing === 'overdue' && caseId === null);
  terminal.out(
    [
      `${rows.length} rows: ${outcomes.map((outcome) => `${count(outcome)} ${outcome}`).join(', ') || 'none'}.`,
      `${customers.length} customers: ${told} owe nothing overdue any more, ${closed} items are closed.`,
    ].join('\n'),
  );
  const wrong = rows.filter(({ outcome }) => outcome === 'error');
  for (const { row, because } of wrong.slice(0, SHOWN)) terminal.say(`  row ${row}: ${because ?? ''}`);
  if (wrong.length > SHOWN) terminal.say(`  … and ${wrong.length - SHOWN} more; --json has them all.`);
  if (wrong.length > 0 && nothingClosed)
    terminal.say('A row names no customer, so nothing counted as paid for not being in the file.');
  const opened = customers.filter((each) => each.opened).length;
  if (opened > 0) terminal.out(`${opened} ${opened === 1 ? 'case is' : 'cases are'} opened.`);
  if (alone.length === 0) return;
  terminal.say(`${alone.length} customers owe something overdue and have no open case.`);
  for (const { customer, because } of alone.slice(0, SHOWN))
    if (because !== undefined) terminal.say(`  customer ${customer}: ${because}`);
}
