import { type Command, Option } from 'commander';
import type { InboxFilter } from '../../client/index.ts';
import { INBOUND_CLASSES } from '../../domain/inbound/classes.ts';
import { json, jsonLines, terminal } from '../output/terminal.ts';
import { example, person, type WithPerson, withPerson, type WithSystem, withSystem } from './common.ts';

interface Options extends WithSystem, Pick<InboxFilter, 'class'> {
  case?: string;
  from?: string;
  waiting?: true;
  limit: string;
}

/** `followthrough inbox`: what came in, what it was taken for and what was done about it. */
export function addInbox(program: Command): void {
  const group = program
    .command('inbox')
    .description('Show what came in, newest first: what it was taken for, and what was done about it.')
    .addOption(new Option('--class <class>', 'only what was taken for this').choices(INBOUND_CLASSES))
    .option('--case <case>', 'only about this case: its id, or the end of it')
    .option('--from <address>', 'only from, or about, this address')
    .option('--waiting', 'only what is not dealt with yet')
    .option('--limit <number>', 'how many at most', '50')
    .action(list);
  const show = group
    .command('show')
    .description('Show one of them with its words.')
    .argument('<id>', 'its id, or the end of it, as the list shows it')
    .action((id: string, _: WithSystem, ran: Command) => showOne(id, ran.optsWithGlobals<WithSystem>()));
  const none = group
    .command('no-refusal')
    .description(
      'Say that what was taken for a refusal by its words is none: what held before it holds again.',
    )
    .argument('<id>', 'the id of what came in, a reply included, or the end of it')
    .action((id: string, _: WithPerson, ran: Command) => noRefusal(id, ran.optsWithGlobals<WithPerson>()));
  example(withSystem(group), 'inbox', 'inbox --class auto-reply', 'inbox --case alert-1001 --json');
  example(withSystem(show), 'inbox show 1f2e3d4c');
  example(withPerson(none), 'inbox no-refusal 1f2e3d4c --as kim');
}

async function list(options: Options): Promise<void> {
  const { wholeNumber } = await import('../input/numbers.ts');
  const limit = wholeNumber('--limit', options.limit, 1, 10_000);
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const caseId = options.case === undefined ? undefined : await findCaseId(client, options.case);
    const { class: taken, from: address, waiting } = options;
    const found = await client.inbox({ class: taken, caseId, address, waiting, limit });
    if (options.json) return jsonLines(found);
    if (found.length === 0) return terminal.say('Nothing of that kind has come in.');
    const { inboxTable } = await import('../output/inboxView.ts');
    terminal.out(inboxTable(found, terminal.width));
    if (found.length === limit) terminal.say(`These are the newest ${limit}; --limit shows more.`);
  });
}

async function showOne(meant: string, options: WithSystem): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  await withClient(options, async (client) => {
    const item = await client.inboxItem(meant.toLowerCase());
    if (options.json) return json(item);
    const { inboxItemView } = await import('../output/inboxView.ts');
    terminal.out(inboxItemView(item, terminal.width));
  });
}

async function noRefusal(meant: string, options: WithPerson): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  await withClient(options, async (client) => {
    const kept = await client.noRefusal(meant.toLowerCase(), { by: person(options) });
    if (options.json) return json(kept);
    for (const { address, channel } of kept.reachable)
      terminal.out(`${address}: no refusal. What held for ${channel} before holds again.`);
  });
}
