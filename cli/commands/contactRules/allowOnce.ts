import type { Command } from 'commander';
import { json, terminal } from '../../output/terminal.ts';
import { example, person, type WithPerson, withPerson } from '../common.ts';

interface Options extends WithPerson {
  rule: string;
  reason: string;
  channel?: string;
}

export function addAllowOnce(program: Command): void {
  const command = program
    .command('allow-once')
    .description('Allow one attempt that quiet hours or a cap refuse. Never possible after an opt-out.')
    .argument('<case>', 'its id, or the end of it')
    .requiredOption('--rule <rule>', 'quiet-hours or per-person')
    .requiredOption('--reason <text>', 'why')
    .option('--channel <name>', 'only on this channel')
    .action(allowOnce);
  example(
    withPerson(command),
    'allow-once no-show-77 --rule quiet-hours --reason "asked to be called at ten" --as morgan',
  );
}

async function allowOnce(meant: string, options: Options): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { findCaseId } = await import('../../system/find.ts');
  await withClient(options, async (client) => {
    const caseId = await findCaseId(client, meant);
    const { rule, reason, channel } = options;
    const done = await client.allowOnce(caseId, { rule, reason, channel, by: person(options) });
    if (options.json) return json({ case: caseId, ...done });
    terminal.out(
      `${caseId}: ${rule} is set aside for the next attempt, within 24 hours; a step that waits for it goes on now.`,
    );
  });
}
