import type { Command } from 'commander';
import { json, terminal } from '../output/terminal.ts';
import { example, type WithSystem, withSystem } from './common.ts';

export function addShow(program: Command): void {
  const command = program
    .command('show')
    .description('Show a case: how it stands, what comes next, its tasks and its whole timeline.')
    .argument('<case>', 'its id, or the end of it')
    .action(show);
  example(withSystem(command), 'show case-alert:lab-crm:alert-1001', 'show alert-1001 --json');
}

async function show(meant: string, options: WithSystem): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const caseId = await findCaseId(client, meant);
    const [detail, ahead] = await Promise.all([client.show(caseId), client.plan(caseId)]);
    const { isoIn, ownZone } = await import('../output/times.ts');
    if (options.json) return json({ ...detail, ahead }, isoIn(detail.plan?.zone ?? ownZone()));
    const { caseView } = await import('../output/caseView.ts');
    const people = await client.people({ all: true });
    const names = new Map(people.map(({ id, name }) => [id, name]));
    terminal.out(caseView(detail, ahead, terminal.width, names));
  });
}
