import type { Command } from 'commander';
import { askCase } from './caseCommand.ts';
import { example, type WithPerson, withPerson } from './common.ts';

interface Options extends WithPerson {
  until?: string;
}

export function addHold(program: Command): void {
  const command = program
    .command('hold')
    .description('Let a case stand still until a date, or until it is resumed.')
    .argument('<case>', 'its id, or the end of it')
    .option('--until <date>', 'a date, or a date and time, in the zone of the case')
    .action(hold);
  example(withPerson(command), 'hold alert-1001 --until 2026-03-16', 'hold alert-1001');
}

async function hold(meant: string, options: Options): Promise<void> {
  const done =
    options.until === undefined ? 'on hold until somebody resumes it' : `on hold until ${options.until}`;
  await askCase(meant, options, done, async (client, caseId, by) => {
    const { momentIn } = await import('../input/moments.ts');
    return client.hold(caseId, { by, until: await momentIn(client, caseId, options.until) });
  });
}
