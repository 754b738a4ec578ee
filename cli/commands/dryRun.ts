import { type Command, Option } from 'commander';
import { EXIT } from '../exit.ts';
import type { ResultFile } from '../output/dryRun/files.ts';
import { json, terminal } from '../output/terminal.ts';
import { example, type WithProcedures, type WithSystem, withProcedures } from './common.ts';

interface Options extends WithProcedures, WithSystem {
  cases?: string;
  fromLedger?: true;
  from?: string;
  to?: string;
  compare?: string;
  variant?: string;
  csv?: string;
  html?: string;
  callMinutes?: string;
  reviewMinutes?: string;
  taskMinutes?: string;
  decisionMinutes?: string;
}

const FORMAT = `
A line of the list is a case: the facts of the procedure, and if known
  case         what it is called in the results
  contact      the id of the person, the same in all of their cases
  variant      the variant of the procedure
  opened-at    when it was opened, if that was later than its day zero
  stopped-at   when the answer came, or what was waited for happened: nothing later goes out
  stopped-by   how: replied, answered, booked, checked-in, paid, handed-over or withdrawn;
               proceeded, cancelled and ended are the procedure's own ends and stop nothing
CSV has these names as its header, JSON lines as keys: {"alert-sent": "2026-03-06T16:30:00-08:00", "variant": "5"}.`;

export function addDryRun(program: Command): void {
  const command = program
    .command('dry-run')
    .description(
      'Run past cases through a procedure by the calendar: what would have gone to whom, and when.',
    )
    .argument('<procedure>', 'its name')
    .option('--cases <file>', 'the cases: CSV (.csv, .tsv), else JSON lines; "-" reads standard input')
    .addOption(
      new Option('--from-ledger', 'the cases that opened here, instead of a file').conflicts('cases'),
    )
    .option('--from <date>', 'with --from-ledger: opened on this date or later')
    .option('--to <date>', 'with --from-ledger: opened on this date or earlier')
    .option('--compare <version>', 'what changes: a number or hash of the ledger, or a folder of procedures')
    .option('--variant <name>', 'variant of the cases that name none (default: its first)')
    .option('--csv <file>', 'write every message, call and task, one row each')
    .option('--html <file>', 'write a page with calendars')
    .option('--call-minutes <n>', 'what a call takes (default: 10)')
    .option('--review-minutes <n>', 'what a review of a statement takes (default: 15)')
    .option('--task-minutes <n>', 'what a task takes (default: 10)')
    .option('--decision-minutes <n>', 'what a decision takes (default: 5)')
    .option('--data-dir <folder>', 'data folder of the running system, for --from-ledger and --compare')
    .action(dryRun);
  example(
    withProcedures(command),
    'dry-run case-alert --cases february.csv --html february.html',
    'dry-run case-alert --cases february.csv --compare 1 --csv changes.csv',
    'dry-run missed-check-in --from-ledger --from 2026-02-01 --to 2026-02-28 --call-minutes 15',
  ).addHelpText('after', FORMAT);
}

async function dryRun(name: string, options: Options): Promise<void> {
  const { prepare } = await import('../system/dryRun.ts');
  const { resultFileAt } = await import('../output/dryRun/files.ts');
  const { runThrough } = await import('../dryRun.ts');
  const { isoIn } = await import('../output/times.ts');
  const prepared = await prepare(name, options);
  const files: ResultFile[] = [];
  const file = async (path: string | undefined) => {
    if (path === undefined) return undefined;
    const made = await resultFileAt(path, options.cases);
    files.push(made);
    return made;
  };
  try {
    const csv = await file(options.csv);
    const page = await file(options.html);
    const found = await runThrough(prepared.lines, { ...prepared, variant: options.variant, csv });
    const report = { ...prepared.about, ...found };
    if (page) {
      const { dryRunPage } = await import('../output/dryRun/page.ts');
      await page.write(dryRunPage(report));
    }
    for (const each of files.splice(0)) await each.finish();
    if (found.refused.count > 0) process.exitCode = EXIT.refused;
    if (options.json) return json(report, isoIn(report.zone));
    const { dryRunView } = await import('../output/dryRun/view.ts');
    terminal.out(dryRunView(report, terminal.width));
    for (const path of [options.csv, options.html]) if (path !== undefined) terminal.say(`Written: ${path}`);
  } finally {
    for (const each of files) await each.giveUp();
    await prepared.close();
  }
}
