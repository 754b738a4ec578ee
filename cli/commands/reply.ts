import type { Command } from 'commander';
import { json, terminal } from '../output/terminal.ts';
import { example, person, type WithPerson, withPerson } from './common.ts';
import { addAssign, addFrom } from './replies.ts';

interface Options extends WithPerson {
  channel?: string;
  eventId?: string;
}

export function addReply(program: Command): void {
  const command = program
    .command('reply')
    .description(
      'Record that the contact has answered: all contact stops until a person settles or resumes the case.',
    )
    .argument('<case>', 'its id, or the end of it')
    .argument('[text]', 'what they said; "-" reads standard input', '')
    .option('--channel <name>', 'where it came in: portal, email, phone … (default: by-hand)')
    .option('--event-id <id>', "the other system's id of this reply: the same one counts once")
    .action(reply);
  example(
    withPerson(command),
    'reply alert-1001 "Please proceed as is." --channel phone --as kim',
    'reply alert-1001 - < answer.txt',
  );
  addFrom(command);
  addAssign(command);
}

async function reply(meant: string, words: string, options: Options): Promise<void> {
  const text = words === '-' ? await standardInput() : words;
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const caseId = await findCaseId(client, meant);
    const { channel, eventId } = options;
    const received = await client.reply(caseId, { text, channel, eventId, by: person(options) });
    if (options.json) return json({ case: caseId, ...received });
    if (received.repeated) return terminal.out(`${caseId}: this reply was recorded before.`);
    terminal.out(`${caseId}: the reply is recorded; nothing more is sent.`);
    const { sayRefusal } = await import('../output/refusal.ts');
    sayRefusal(received);
    if (received.afterEnd) terminal.say('The case had ended: see "followthrough tasks".');
    else
      terminal.say(
        'Next: "followthrough settle" ends the case, "resume" goes on, "wait-again" begins a new round.',
      );
  });
}

async function standardInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8').trim();
}
