import type { Command } from 'commander';
import { json, terminal } from '../../output/terminal.ts';
import { example, person, type WithPerson, withPerson } from '../common.ts';

interface Options extends WithPerson {
  channel: string;
  at?: string;
  result: string;
  note?: string;
}

export function addContactMade(program: Command): void {
  const command = program
    .command('contact-made')
    .description('Record a contact that was made outside, so that it counts.')
    .argument('<case>', 'its id, or the end of it')
    .option('--channel <name>', 'call, text, email or portal', 'call')
    .option('--at <time>', 'when, in the zone of the case (default: now)')
    .requiredOption(
      '--result <result>',
      'of a call: spoke, voicemail, no-answer or wrong-number; otherwise: sent',
    )
    .option('--note <text>', 'anything worth keeping')
    .action(contactMade);
  example(withPerson(command), 'contact-made acme-7 --channel call --at 2026-03-09T14:00 --result spoke');
}

async function contactMade(meant: string, options: Options): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { findCaseId } = await import('../../system/find.ts');
  const { momentIn } = await import('../../input/moments.ts');
  await withClient(options, async (client) => {
    const caseId = await findCaseId(client, meant);
    const { channel, result, note } = options;
    const at = await momentIn(client, caseId, options.at);
    const done = await client.contactMade(caseId, { channel, at, result, note, by: person(options) });
    if (options.json) return json({ case: caseId, ...done });
    terminal.out(`${caseId}: the ${channel} (${result}) is on record and counts.`);
  });
}
