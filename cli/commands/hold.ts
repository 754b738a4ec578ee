import type { Command } from 'commander';
import type { When } from '../../client/index.ts';
import { askCase } from './caseCommand.ts';
import { example, type WithPerson, withPerson } from './common.ts';

interface Options extends WithPerson {
  until?: string;
  reason?: string;
  promise?: true;
}

export function addHold(program: Command): void {
  const command = program
    .command('hold')
    .description(
      'Let a case stand still until a date, or until it is resumed: without a date somebody is asked whether it goes on.',
    )
    .argument('<case>', 'its id, or the end of it')
    .option('--until <date>', 'a date, a date and time in the zone of the case, or one-week, two-weeks …')
    .option('--reason <text>', 'why, for the timeline; left out in rehearsals only')
    .option('--promise', 'it was promised for that date: if nothing has come by its end, the case goes on')
    .action(hold);
  example(
    withPerson(command),
    'hold alert-1001 --until 2026-03-16 --reason "on leave until Monday"',
    'hold alert-1001 --until 2026-03-05 --promise --reason "pays on the 5th"',
    'hold alert-1001 --reason "the doctor has asked us to wait"',
  );
}

async function hold(meant: string, { until, reason, promise, ...options }: Options): Promise<void> {
  const waits = until === undefined ? 'until somebody resumes it' : `until ${until}`;
  const done = promise ? `waits for what was promised for ${until}` : `on hold ${waits}`;
  await askCase(meant, options, done, async (client, caseId, by) => {
    const { whenIn } = await import('../input/moments.ts');
    const moment: When | undefined = await whenIn(client, caseId, until);
    return client.hold(caseId, { by, until: moment, reason, promise });
  });
}
