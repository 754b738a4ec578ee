import type { Command } from 'commander';
import type { Followthrough, Unassigned } from '../../client/index.ts';
import { CommandError } from '../errors.ts';
import { json, jsonLines, terminal } from '../output/terminal.ts';
import { example, person, type WithPerson, withPerson, type WithSystem, withSystem } from './common.ts';

export function addReplies(program: Command): void {
  const replies = program
    .command('replies')
    .description('List replies of which only the address is known: they pause all open cases of it.')
    .action(listReplies);
  example(withSystem(replies), 'replies', 'replies --json');
}

const HEAD = ['reply', 'since', 'from', 'pauses', 'text'];

async function listReplies(options: WithSystem): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { shortId } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const found = await all(client);
    if (options.json) return jsonLines(found);
    if (found.length === 0) return terminal.say('Every reply has its case.');
    const { table } = await import('../output/table.ts');
    const { ownZone, short } = await import('../output/times.ts');
    const rows = found.map(({ id, received_at: at, address, cases, text }) => [
      shortId(id),
      short(at, ownZone()),
      address ?? '',
      cases.join(' ') || 'no open case',
      text.replaceAll(/\s+/g, ' '),
    ]);
    terminal.out(table(rows, terminal.width, HEAD));
    terminal.out('\nSay whose one is with: followthrough reply assign REPLY CASE, or none');
  });
}

interface From extends WithPerson {
  channel?: string;
  eventId?: string;
}

export function addFrom(reply: Command): void {
  const from = reply
    .command('from')
    .description('Record an answer of which only the address is known: all open cases of it pause.')
    .argument('<address>', 'where it came from: an email address, a telephone number, an id of the portal')
    .argument('<text>', 'what they said')
    .option('--channel <name>', 'where it came in: portal, email, phone … (default: by-hand)')
    .option('--event-id <id>', "the other system's id of this reply: the same one counts once")
    .action(async (address: string, text: string, _: From, ran: Command) => {
      // `reply` has the same options, and takes them wherever they stand.
      const { channel, eventId, ...options } = ran.optsWithGlobals<From>();
      const { withClient } = await import('../system/connect.ts');
      const { shortId } = await import('../system/find.ts');
      await withClient(options, async (client) => {
        const by = person(options);
        const received = await client.replyFrom({ address, text, channel, eventId, by });
        if (options.json) return json(received);
        const { id, repeated } = received;
        const said = repeated ? 'this reply was recorded before' : 'the reply is recorded';
        terminal.out(`${said}; nothing more goes to ${address} until somebody says whose it is.`);
        const { sayRefusal } = await import('../output/refusal.ts');
        sayRefusal(received);
        terminal.say(`Next: followthrough reply assign ${shortId(id)} CASE`);
      });
    });
  example(withPerson(from), 'reply from pat@example.com "I have booked." --as kim');
}

export function addAssign(reply: Command): void {
  const assign = reply
    .command('assign')
    .description('Say which case a reply belongs to, or "none". Other cases that it paused go on.')
    .argument('<reply>', 'its id, or the end of it, as `replies` shows it')
    .argument('<case>', 'id of the case, or the end of it; or none')
    .action(async (known: string, meant: string, _: WithPerson, ran: Command) => {
      const options = ran.optsWithGlobals<WithPerson>();
      const { withClient } = await import('../system/connect.ts');
      const { findCaseId } = await import('../system/find.ts');
      await withClient(options, async (client) => {
        const { id } = await findReply(client, known);
        const to = meant === 'none' ? meant : await findCaseId(client, meant);
        const assigned = await client.assignReply(id, to, { by: person(options) });
        if (options.json) return json({ to, ...assigned });
        terminal.out(to === 'none' ? 'The reply belongs to no case.' : `${to}: the reply is recorded.`);
        for (const caseId of assigned.resumed) terminal.out(`${caseId}: goes on.`);
      });
    });
  example(withPerson(assign), 'reply assign 1f2e3d4c alert-1001 --as kim', 'reply assign 1f2e3d4c none');
}

async function findReply(client: Followthrough, meant: string): Promise<Unassigned> {
  const found = (await all(client)).filter(({ id }) => id.endsWith(meant.toLowerCase()));
  const [only, other] = found;
  if (only && !other) return only;
  if (only) throw new CommandError('FT-CMD-REPLY', `"${meant}" is the end of several replies.`);
  throw new CommandError('FT-CMD-REPLY', `there is no unassigned reply "${meant}".`);
}

async function all(client: Followthrough): Promise<Unassigned[]> {
  const found: Unassigned[] = [];
  for (;;) {
    const page = await client.replies({ after: found.at(-1)?.id });
    found.push(...page);
    if (page.length === 0) return found;
  }
}
