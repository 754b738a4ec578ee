import type { Command } from 'commander';
import type { Asked, Followthrough, Parked } from '../../../client/index.ts';
import { json, jsonLines, terminal } from '../../output/terminal.ts';
import { example, person, type WithPerson, type WithSystem, withPerson, withSystem } from '../common.ts';

interface Judge extends WithPerson {
  note: string;
  to?: string;
  subject?: string;
  text?: string;
  didNotArrive?: true;
  addressWorks?: true;
}

/** `followthrough parked`: what could not be done and waits for a person's word. */
export function addParked(program: Command): void {
  const group = program
    .command('parked')
    .description('List what could not be sent or done and waits for a person, each with its reason.')
    .argument('[case]', 'only of this case')
    .option('--limit <number>', 'how many at most', '200')
    .action(list);
  const release = judging(group, 'release', 'Send it again: it is written anew and passes the gate.')
    .option('--did-not-arrive', 'you have made sure that it did not, where it may have')
    .option('--address-works', 'the address that was refused is right, and is used again');
  const edit = judging(group, 'edit', 'Correct its address or its words, and send it again.')
    .option(
      '--to <address>',
      "the contact's right one: an email address, a number with +, the id in the portal",
    )
    .option('--subject <line>', 'another subject')
    .option('--text <file>', 'a file with what it is to say instead, or - for standard input')
    .option('--address-works', 'the address that was refused is right, and is used again')
    .option('--did-not-arrive', 'you have made sure that it did not, where it may have');
  const drop = judging(group, 'drop', 'Go on without it: it counts as not sent.');
  release.action((id: string, _: Judge, ran: Command) =>
    judge(id, ran, (client, given) => client.releaseParked(id, given)),
  );
  edit.action(async (id: string, { text: file, subject }: Judge, ran: Command) => {
    const { textOf } = await import('../../input/text.ts');
    const text = file === undefined ? undefined : await textOf(file);
    await judge(id, ran, (client, given) => client.editParked(id, { ...given, subject, text }));
  });
  drop.action((id: string, _: Judge, ran: Command) =>
    judge(id, ran, (client, given) => client.dropParked(id, given)),
  );
  example(
    release,
    'parked release 1f2e3d4c-0000-7000-8000-000000000001 --did-not-arrive --note "not in their portal" --as kim',
  );
  example(
    edit,
    'parked edit 1f2e3d4c-0000-7000-8000-000000000001 --to pat@example.com --note "she called" --as kim',
    'parked edit 1f2e3d4c-0000-7000-8000-000000000001 --text shorter.txt --note "too long for their portal" --as kim',
  );
  example(drop, 'parked drop 1f2e3d4c-0000-7000-8000-000000000001 --note "told in person" --as kim');
  example(withSystem(group), 'parked', 'parked check-in-77 --json');
}

function judging(group: Command, name: string, says: string): Command {
  const command = group
    .command(name)
    .description(says)
    .argument('<id>', 'as the list shows it')
    .requiredOption('--note <text>', 'why, for whoever reads it later');
  return withPerson(command);
}

async function judge(
  id: string,
  ran: Command,
  ask: (client: Followthrough, given: Judge & { by: string }) => Promise<Asked>,
): Promise<void> {
  const options = ran.optsWithGlobals<Judge>();
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const { note, to, didNotArrive, addressWorks } = options;
    const given = { note, to, didNotArrive, addressWorks, by: person(options) } as Judge & { by: string };
    const asked = await ask(client, given);
    if (options.json) return json(asked);
    const soon = asked.delivered ? '' : ' The case hears of it as soon as Temporal can be reached.';
    terminal.out(`${id}: ${DONE[ran.name()] ?? 'done'}.${soon}`);
  });
}

const DONE: Record<string, string> = {
  release: 'goes out again, in working hours',
  edit: 'goes out as corrected, in working hours',
  drop: 'left out; the case goes on without it',
};

interface List extends WithSystem {
  limit: string;
}

async function list(meant: string | undefined, options: List): Promise<void> {
  const { wholeNumber } = await import('../../input/numbers.ts');
  const limit = wholeNumber('--limit', options.limit, 1, 10_000);
  const { withClient } = await import('../../system/connect.ts');
  const { findCaseId } = await import('../../system/find.ts');
  await withClient(options, async (client) => {
    const caseId = meant === undefined ? undefined : await findCaseId(client, meant);
    const found = await client.parked({ caseId, limit });
    if (options.json) return jsonLines(found);
    if (found.length === 0) return terminal.say('Nothing is parked.');
    const { ownZone, short } = await import('../../output/times.ts');
    terminal.out(found.map((each) => inWords(each, short(each.since, ownZone()))).join('\n\n'));
    terminal.say('\nNext: followthrough parked release, edit or drop ID --note WHY');
  });
}

function inWords({ id, caseId, message, says, mayHaveArrived }: Parked, since: string): string {
  const what = message
    ? `${message.name} (${message.channel}) to ${message.recipient || 'the case'}`
    : 'a step';
  return [
    `${id}  ${since}  ${caseId}`,
    `   ${what}`,
    `   ${says}`,
    ...(message?.detail ? [`   The other side: ${message.detail}`] : []),
    ...(mayHaveArrived ? ['   It may have arrived: look there before you send it again.'] : []),
  ].join('\n');
}
