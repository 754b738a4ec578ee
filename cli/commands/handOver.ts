import type { Command } from 'commander';
import { json, terminal } from '../output/terminal.ts';
import { example, person, type WithPerson, withPerson } from './common.ts';

interface Options extends WithPerson {
  to: string;
}

export function addHandOver(program: Command): void {
  const command = program
    .command('hand-over')
    .description('Give a case to another person, who owns it and signs its messages from then on.')
    .argument('<case>', 'its id, or the end of it')
    .requiredOption('--to <person>', 'the id of a person, or "role" for nobody in person')
    .action(handOver);
  example(withPerson(command), 'hand-over ticket-2001 --to kim', 'hand-over ticket-2001 --to role');
}

async function handOver(meant: string, options: Options): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const caseId = await findCaseId(client, meant);
    const to = options.to === 'role' ? null : options.to;
    const done = await client.handOver(caseId, { to, by: person(options) });
    if (options.json) return json({ case: caseId, owner: to, ...done });
    const whose = to ?? 'its role';
    terminal.out(
      done.changed
        ? `${caseId}: handed over to ${whose}${done.before === null ? '' : ` by ${done.before}`}.`
        : `${caseId}: belongs to ${whose} already.`,
    );
  });
}
