import type { Command } from 'commander';
import { json, terminal } from '../../output/terminal.ts';
import { example, person, type WithPerson, withPerson } from '../common.ts';

interface Out extends WithPerson {
  channel?: string;
  scope?: 'everything' | 'this-topic';
  purpose?: string;
  reason?: string;
  source?: string;
  evidence?: string;
}

/** `followthrough opt-out`: never refused for who says it. */
export function addOptOut(program: Command): void {
  const command = program
    .command('opt-out')
    .description('Record that somebody does not want to be reached. Holds at once, in every case.')
    .argument('<address>', 'email address, telephone number or id of the portal')
    .option('--channel <name>', 'call, text, email or portal (default: every channel of the address)')
    .option('--scope <scope>', 'everything (the default) or this-topic, with --purpose')
    .option('--purpose <purpose>', 'which topic: informational, marketing, collection or treatment')
    .option('--reason <reason>', 'opted-out (the default), cease-contact or attorney')
    .option('--source <source>', 'how it reached us', 'by-hand')
    .option('--evidence <text>', 'their words, or where they are')
    .action(optOut);
  example(
    withPerson(command),
    'opt-out +13105550100 --channel text --as kim',
    'opt-out pat@example.com --scope this-topic --purpose marketing',
  );
}

async function optOut(address: string, options: Out): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const { channel, scope, purpose, reason, source, evidence } = options;
    const by = person(options);
    const given = { address, channel, scope, purpose, reason, source, evidence, by };
    const kept = await client.optOut(given);
    if (options.json) return json(kept);
    terminal.out(`${kept.address}: opted out of ${channel ?? 'every channel'}. No contact starts any more.`);
    terminal.say('Only the contact can take it back: followthrough opt-in.');
  });
}

interface In extends WithPerson {
  channel: string;
  for?: string[];
  evidence: string;
  source?: string;
  wording?: string;
  at?: string;
  expires?: string;
}

/** `followthrough opt-in`: a consent with its proof. */
export function addOptIn(program: Command): void {
  const command = program
    .command('opt-in')
    .description('Record that somebody agrees to be reached: the only way back from an opt-out.')
    .argument('<address>', 'email address, telephone number or id of the portal')
    .requiredOption('--channel <name>', 'call, text, email or portal')
    .requiredOption('--evidence <text>', 'the proof, or where it is')
    .option('--for <purpose...>', 'informational (the default), marketing, collection, treatment')
    .option('--source <source>', 'how it reached us', 'by-hand')
    .option('--wording <version>', 'version of the words that were agreed to')
    .option('--at <time>', 'when they agreed (default: now)')
    .option('--expires <time>', 'until when it holds (default: until they take it back)')
    .action(optIn);
  example(
    withPerson(command),
    'opt-in +13105550100 --channel text --for informational treatment --evidence "signed form, file 7"',
  );
}

async function optIn(address: string, options: In): Promise<void> {
  const { readMoment } = await import('../../input/moments.ts');
  const { ownZone } = await import('../../output/times.ts');
  const { withClient } = await import('../../system/connect.ts');
  const moment = (text?: string) => (text === undefined ? undefined : readMoment(text, ownZone()));
  await withClient(options, async (client) => {
    const { channel, evidence, source, wording, for: purposes } = options;
    const times = { at: moment(options.at), expiresAt: moment(options.expires) };
    const given = { address, channel, purposes, evidence, source, wording, ...times };
    const kept = await client.optIn({ ...given, by: person(options) });
    if (options.json) return json(kept);
    const what = (purposes ?? ['informational']).join(', ');
    terminal.out(`${kept.address}: agreed to ${channel} for ${what}.`);
  });
}
