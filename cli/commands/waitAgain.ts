import type { Command } from 'commander';
import { askCase } from './caseCommand.ts';
import { example, type WithPerson, withPerson } from './common.ts';

interface Options extends WithPerson {
  since?: string;
}

export function addWaitAgain(program: Command): void {
  const command = program
    .command('wait-again')
    .description('We have answered the reply and wait again: a new round begins.')
    .argument('<case>', 'its id, or the end of it')
    .option('--since <time>', 'when our answer went out, in the zone of the case (default: now)')
    .action(waitAgain);
  example(withPerson(command), 'wait-again ticket-2001', 'wait-again ticket-2001 --since 2026-03-16T11:00');
}

async function waitAgain(meant: string, options: Options): Promise<void> {
  await askCase(meant, options, 'waiting again', async (client, caseId, by) => {
    const { momentIn } = await import('../input/moments.ts');
    return client.waitAgain(caseId, { by, since: await momentIn(client, caseId, options.since) });
  });
}
