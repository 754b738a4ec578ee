import type { Command } from 'commander';
import { askCase } from './caseCommand.ts';
import { example, type WithPerson, withPerson } from './common.ts';

interface Options extends WithPerson {
  notBefore?: string;
}

export function addResume(program: Command): void {
  const command = program
    .command('resume')
    .description('Let an answered or held case go on with its next step.')
    .argument('<case>', 'its id, or the end of it')
    .option('--not-before <date>', 'a date, or a date and time, in the zone of the case')
    .action(resume);
  example(withPerson(command), 'resume alert-1001', 'resume alert-1001 --not-before 2026-03-16');
}

async function resume(meant: string, options: Options): Promise<void> {
  await askCase(meant, options, 'resumed', async (client, caseId, by) => {
    const { momentIn } = await import('../input/moments.ts');
    return client.resume(caseId, { by, notBefore: await momentIn(client, caseId, options.notBefore) });
  });
}
