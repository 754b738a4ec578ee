import type { Command } from 'commander';
import { json, jsonLines, terminal } from '../../output/terminal.ts';
import { example, person, type WithPerson, type WithSystem, withPerson, withSystem } from '../common.ts';

interface Options extends WithPerson {
  channel: string;
  evidence?: string;
  explainedBy?: string;
}

/** `followthrough unencrypted`: who prefers unencrypted messages although they know the risk (LAW-10). */
export function addUnencrypted(program: Command): void {
  const group = program
    .command('unencrypted')
    .description('Record who prefers unencrypted emails or texts although the risk was explained.');
  const add = group
    .command('add')
    .description('The risk was explained, and they still prefer it.')
    .argument('<address>', 'email address or telephone number')
    .requiredOption('--channel <name>', 'email or text')
    .requiredOption('--evidence <text>', 'their words, or where the form is')
    .option('--explained-by <person>', 'who explained the risk (default: whoever records it)')
    .action((address: string, options: Options) => record(address, options, true));
  const withdraw = group
    .command('withdraw')
    .description('They prefer it no longer: none goes out from now on.')
    .argument('<address>', 'email address or telephone number')
    .requiredOption('--channel <name>', 'email or text')
    .option('--evidence <text>', 'their words')
    .action((address: string, options: Options) => record(address, options, false));
  const list = group
    .command('list')
    .description('List what patients have said about it, newest first.')
    .option('--address <address>', 'only of this address')
    .action(listWords);
  example(
    withPerson(add),
    'unencrypted add pat@example.com --channel email --evidence "form of 3 March" --as kim',
  );
  example(withPerson(withdraw), 'unencrypted withdraw pat@example.com --channel email --as kim');
  example(withSystem(list), 'unencrypted list --address pat@example.com');
  example(group, 'unencrypted list');
}

async function record(address: string, options: Options, prefers: boolean): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const { channel, evidence, explainedBy } = options;
    const given = { address, channel, evidence, explainedBy, prefers, by: person(options) };
    const kept = await client.privacy.unencrypted(given);
    if (options.json) return json(kept);
    const says = prefers
      ? `unencrypted ${channel} is preferred, and the risk is known`
      : `no unencrypted ${channel} any more`;
    terminal.out(`${kept.address}: ${says}.`);
  });
}

async function listWords({ address, ...options }: WithSystem & { address?: string }): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const found = await client.privacy.unencryptedWords(address === undefined ? {} : { address });
    if (options.json) return jsonLines(found);
    if (found.length === 0) return terminal.say('Nobody has said anything about unencrypted messages.');
    const { table } = await import('../../output/table.ts');
    const { ownZone, short } = await import('../../output/times.ts');
    const rows = found.map((word) => [
      short(word.at, ownZone()),
      word.address,
      word.channel,
      word.prefers ? 'prefers it' : 'no longer',
      word.explained_by,
      word.evidence ?? '',
    ]);
    terminal.out(
      table(rows, terminal.width, ['since', 'address', 'channel', 'says', 'explained by', 'evidence']),
    );
  });
}
