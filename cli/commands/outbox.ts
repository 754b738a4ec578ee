import type { Command } from 'commander';
import { json, jsonLines, terminal } from '../output/terminal.ts';
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
  const show = command
    .command('show')
    .description('Show one message, or write it as a page that looks as its reader would see it.')
    .argument('<id>', 'of the message, as the list shows it')
    .option('--html <file>', 'where to write the page; the file must not be there yet')
    .action((id: string, _: Show, ran: Command) => showOne(id, ran.optsWithGlobals<Show>()));
  example(withSystem(show), 'outbox show 0198c0de-0000-7000-8000-000000000001 --html reminder.html');
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

interface Show extends WithSystem {
  html?: string;
}

async function showOne(id: string, options: Show): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { zonesOf } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const entry = await client.outboxEntry(id);
    if (options.html !== undefined) {
      const { writeNew } = await import('../output/newFile.ts');
      const { messagePage } = await import('../output/messagePage.ts');
      await writeNew(options.html, async () => Buffer.from(messagePage(entry)));
      return options.json ? json({ file: options.html }) : terminal.out(`Written: ${options.html}`);
    }
    if (options.json) return json(entry);
    const { outboxView } = await import('../output/outboxView.ts');
    terminal.out(outboxView([entry], await zonesOf(client, [entry.case_id]), true));
  });
}
