import type { Command } from 'commander';
import { jsonLines, terminal } from '../output/terminal.ts';
import { example, type WithSystem, withSystem } from './common.ts';

interface Options extends WithSystem {
  limit: string;
}

export function addOutbox(program: Command): void {
  const command = program
    .command('outbox')
    .description('Show what the sandbox connectors would have sent, word for word.')
    .argument('[case]', 'only of this case')
    .option('--limit <number>', 'how many at most', '200')
    .action(outbox);
  example(withSystem(command), 'outbox alert-1001', 'outbox --json');
}

async function outbox(meant: string | undefined, options: Options): Promise<void> {
  const { wholeNumber } = await import('../input/numbers.ts');
  const limit = wholeNumber('--limit', options.limit, 1, 100_000);
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId, zonesOf } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const caseId = meant === undefined ? undefined : await findCaseId(client, meant);
    const entries = await client.outbox({ limit, ...(caseId === undefined ? {} : { caseId }) });
    if (options.json) return jsonLines(entries);
    if (entries.length === 0) return terminal.say('Nothing would have been sent so far.');
    const { outboxView } = await import('../output/outboxView.ts');
    const ids = [...new Set(entries.map((entry) => entry.case_id))];
    terminal.out(outboxView(entries, await zonesOf(client, ids), caseId === undefined));
  });
}
