import type { Command } from 'commander';
import { EXIT } from '../../exit.ts';
import { json, jsonLines, terminal } from '../../output/terminal.ts';
import { example, person, type WithPerson, withPerson } from '../common.ts';

interface ReconcileCommand extends WithPerson {
  dryRun?: true;
  afterRestore?: string;
}

export function addReconcile(program: Command): void {
  const command = program
    .command('reconcile')
    .description(
      'Compare the ledger with Temporal, and put right what differs. It happens every few minutes anyway.',
    )
    .option('--dry-run', 'only look')
    .option(
      '--after-restore <what>',
      'your own PostgreSQL was restored, from this: every open case is in doubt from now on',
    )
    .action(reconcileNow);
  example(
    withPerson(command),
    'reconcile --dry-run',
    'reconcile --after-restore "snapshot of 2 March, 02:00" --as kim',
  );
}

async function reconcileNow(options: ReconcileCommand): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { FOUND } = await import('../../../client/index.ts');
  await withClient(options, async (client) => {
    if (options.afterRestore !== undefined) {
      const given = { backup: options.afterRestore, takenAt: null, by: person(options) };
      terminal.say(`${await client.ledgerRestored(given)} open cases are in doubt from now on.`);
    }
    const { found, left } = await client.reconcile({
      dryRun: options.dryRun,
      atMost: Number.POSITIVE_INFINITY,
      onFound: options.json
        ? undefined
        : ({ caseId, found: what, because }) =>
            terminal.out(`${caseId}: ${FOUND[what]}${because ? `; NOT DONE: ${because}` : ''}.`),
    });
    if (left || found.some(({ found: what }) => what === 'stray')) process.exitCode = EXIT.refused;
    if (options.json) return jsonLines(found);
    if (found.length === 0) terminal.say('Ledger and Temporal agree.');
    if (left) terminal.say('Some cases did not answer: does a worker run? Run it again then.');
  });
}

interface Clear extends WithPerson {
  all?: true;
  note: string;
}

export function addDoubts(program: Command): void {
  const group = program
    .command('doubts')
    .description('List open cases of which it is not known what went out: after a restore.')
    .action((_: unknown, ran: Command) => list(ran.optsWithGlobals<WithPerson>()));
  const clear = group
    .command('clear')
    .description('Say that you are sure: what these cases have due goes out from now on.')
    .argument('[cases...]', 'ids of cases')
    .option('--all', 'all that are in doubt')
    .requiredOption('--note <text>', 'what makes you sure')
    .action((cases: string[], _: unknown, ran: Command) => clearThem(cases, ran.optsWithGlobals<Clear>()));
  example(withPerson(clear), 'doubts clear alert-1001 --note "nothing in the carrier’s list" --as kim');
  example(withPerson(group), 'doubts');
}

async function list(options: WithPerson): Promise<void> {
  const [{ withClient }, { table }, { short, ownZone }] = await Promise.all([
    import('../../system/connect.ts'),
    import('../../output/table.ts'),
    import('../../output/times.ts'),
  ]);
  await withClient(options, async (client) => {
    const found = await client.doubts();
    if (options.json) return jsonLines(found);
    if (found.length === 0) return terminal.say('None: of every open case it is known what went out.');
    const zone = ownZone();
    const rows = found.map(({ caseId, since, because, nextAt }) => [
      caseId,
      BECAUSE[because],
      `since ${short(since, zone)}`,
      nextAt === null ? '' : `next ${short(nextAt, zone)}`,
    ]);
    terminal.out(table(rows, terminal.width));
  });
}

const BECAUSE = {
  restored: 'the ledger was restored',
  'no-standing': 'begun anew without its last state',
};

async function clearThem(meant: string[], options: Clear): Promise<void> {
  const [{ withClient }, { findCaseId }, { CommandError }] = await Promise.all([
    import('../../system/connect.ts'),
    import('../../system/find.ts'),
    import('../../errors.ts'),
  ]);
  if ((meant.length === 0) === (options.all === undefined))
    throw new CommandError('FT-CMD-USAGE', 'name the cases, or say --all.');
  await withClient(options, async (client) => {
    const cases = options.all ? undefined : await Promise.all(meant.map((each) => findCaseId(client, each)));
    const cleared = await client.clearDoubt({ cases, by: person(options), note: options.note });
    if (options.json) return json({ cleared });
    terminal.out(`${cleared.length} cases go on; what they have due goes out bit by bit.`);
  });
}
