import { type Command, Option } from 'commander';
import type { Followthrough } from '../../client/index.ts';
import { STATUSES, type Status } from '../../domain/program/state.ts';
import type { CaseFilter } from '../../ledger/cases.ts';
import { jsonLines, terminal } from '../output/terminal.ts';
import { example, type WithSystem, withSystem } from './common.ts';

interface Options extends WithSystem {
  status?: Status;
  procedure?: string;
  limit: string;
  rehearsals?: true;
  all?: true;
}

/** PostgreSQL's greatest whole number would do as well. */
const EVERYTHING = Number.MAX_SAFE_INTEGER;

export function addList(program: Command): void {
  const command = program
    .command('list')
    .description(
      'List cases, the latest opened first. Rehearsals and samples stand where their own clock is, perhaps ahead.',
    )
    .addOption(new Option('--status <status>', 'only those that stand like this').choices(STATUSES))
    .option('--procedure <name>', 'only those of one procedure')
    .option('--limit <number>', 'how many at most', '50')
    .option('--rehearsals', 'rehearsals that have ended, too')
    .option('--all', 'everything, however many there are')
    .action(list);
  example(withSystem(command), 'list', 'list --status answered --procedure case-alert', 'list --json');
}

async function list(options: Options): Promise<void> {
  const { wholeNumber } = await import('../input/numbers.ts');
  const limit = options.all ? EVERYTHING : wholeNumber('--limit', options.limit, 1, 10_000);
  const { withClient } = await import('../system/connect.ts');
  await withClient(options, async (client) => {
    const filter = {
      ...(options.status ? { status: [options.status] } : {}),
      ...(options.procedure ? { procedure: options.procedure } : {}),
    };
    const withoutPastRehearsals = !options.rehearsals && !options.all;
    const cases = await client.list({ ...filter, limit, withoutPastRehearsals });
    if (withoutPastRehearsals) await sayHidden(client, filter);
    if (options.json) return jsonLines(cases);
    if (cases.length === 0)
      return terminal.say('There is no such case. "followthrough open --help" shows how to open one.');
    const { zonesOf } = await import('../system/find.ts');
    const { caseList } = await import('../output/caseList.ts');
    terminal.out(
      caseList(
        cases,
        await zonesOf(
          client,
          cases.map(({ id }) => id),
        ),
        terminal.width,
      ),
    );
    if (cases.length === limit) terminal.say(`These are the newest ${limit}; --limit shows more.`);
  });
}

async function sayHidden(client: Followthrough, filter: CaseFilter): Promise<void> {
  const { countPastRehearsals } = await import('../../ledger/cases.ts');
  const hidden = await countPastRehearsals(client.ledger, filter);
  if (hidden === 0) return;
  const what = hidden === 1 ? '1 rehearsal that has ended is' : `${hidden} rehearsals that have ended are`;
  terminal.say(`${what} not shown; --rehearsals shows ${hidden === 1 ? 'it' : 'them'}.`);
}
