import type { Command } from 'commander';
import { wholeNumber } from '../input/numbers.ts';
import { json, terminal } from '../output/terminal.ts';
import { example, person, type WithPerson, withPerson } from './common.ts';

interface Options extends WithPerson {
  fromAttempt?: string;
}

export function addReinstate(program: Command): void {
  const command = program
    .command('reinstate')
    .description('Take an ended case up again, as a new case behind the last attempt that was made.')
    .argument('<case>', 'its id, or the end of it')
    .option('--from-attempt <number>', 'go on with this attempt, counted from 1')
    .action(reinstate);
  example(
    withPerson(command),
    'reinstate check-in-77 --as morgan',
    'reinstate check-in-77 --from-attempt 1 --as morgan',
  );
}

async function reinstate(meant: string, options: Options): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId } = await import('../system/find.ts');
  const from =
    options.fromAttempt === undefined
      ? undefined
      : wholeNumber('--from-attempt', options.fromAttempt, 1, 1_000);
  await withClient(options, async (client) => {
    const caseId = await findCaseId(client, meant);
    const opened = await client.reinstate(caseId, { by: person(options), from });
    if (options.json) return json({ case: caseId, ...opened });
    const how = opened.existing ? 'had been taken up again' : 'is taken up again';
    const when = opened.started ? '' : ' It starts as soon as Temporal answers.';
    terminal.out(`${caseId} ${how} as ${opened.id}.${when}`);
  });
}
