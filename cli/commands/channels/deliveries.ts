import type { Command } from 'commander';
import { json, jsonLines, terminal } from '../../output/terminal.ts';
import { example, person, type WithPerson, type WithSystem, withPerson, withSystem } from '../common.ts';

interface List extends WithSystem {
  case?: string;
  failed?: true;
  limit: string;
}

/** `followthrough deliveries`: webhooks that went out. */
export function addDeliveries(program: Command): void {
  const group = program
    .command('deliveries')
    .description('Look at the webhooks that went out, and have one sent again.');
  example(group, 'deliveries list --failed');
  const list = group
    .command('list')
    .description('List the tries of the last 30 days, newest first.')
    .option('--case <case>', 'only of this case')
    .option('--failed', 'only those that the other side did not take')
    .option('--limit <number>', 'how many at most', '100')
    .action(listTries);
  example(withSystem(list), 'deliveries list', 'deliveries list --case alert-1001 --failed');
  const show = group
    .command('show')
    .description('Show one try: the exact bytes that went out and what came back.')
    .argument('<id>', 'of the try')
    .action(showTry);
  example(withSystem(show), 'deliveries show 0198c0de-0000-7000-8000-000000000001');
  const replay = group
    .command('replay')
    .description('Send the same bytes again under the same id, for a receiver that has lost what it took.')
    .argument('<id>', 'of the try')
    .requiredOption('--note <text>', 'why, for whoever reads it later')
    .action(replayTry);
  example(
    withPerson(replay),
    'deliveries replay 0198c0de-0000-7000-8000-000000000001 --note "restored from a backup" --as kim',
  );
}

const HEAD = ['id', 'when', 'case', 'to', 'answer', 'ms', 'sent again by'];

async function listTries(options: List): Promise<void> {
  const { wholeNumber } = await import('../../input/numbers.ts');
  const limit = wholeNumber('--limit', options.limit, 1, 10_000);
  const { withClient } = await import('../../system/connect.ts');
  const { findCaseId } = await import('../../system/find.ts');
  await withClient(options, async (client) => {
    const caseId = options.case === undefined ? undefined : await findCaseId(client, options.case);
    const found = await client.deliveries({ caseId, limit, failed: options.failed ?? false });
    if (options.json) return jsonLines(found);
    if (found.length === 0) return terminal.say('No webhook went out in the last 30 days.');
    const { table } = await import('../../output/table.ts');
    const { ownZone, short } = await import('../../output/times.ts');
    const rows = found.map((each) => [
      each.id,
      short(each.at, ownZone()),
      each.case_id,
      each.endpoint,
      each.status === null ? (each.error ?? 'none') : String(each.status),
      String(each.ms),
      each.replayed_by ?? '',
    ]);
    terminal.out(table(rows, terminal.width, HEAD));
  });
}

async function showTry(id: string, options: WithSystem): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const { tried, body, replays } = await client.delivery(id);
    if (options.json) return json({ ...tried, body, replays });
    const { moment, ownZone } = await import('../../output/times.ts');
    const { at, endpoint, status, ms, error, answer } = tried;
    const again = replays.map(
      ({ asked_by, reason, outcome }) => `sent again for ${asked_by} (${reason}): ${outcome ?? 'under way'}`,
    );
    const lines = [
      `${moment(at, ownZone())} to ${endpoint}`,
      `webhook-id ${tried.intent_id}, case ${tried.case_id}`,
      `answer: ${status ?? 'none'} after ${ms} ms${error === null ? '' : `, ${error}`}`,
      ...again,
      '',
      body ?? '(what went out is not kept)',
      ...(answer === '' ? [] : ['', 'What came back begins with:', answer]),
    ];
    terminal.out(lines.join('\n'));
  });
}

interface Again extends WithPerson {
  note: string;
}

async function replayTry(id: string, options: Again): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const asked = await client.replay(id, { note: options.note, by: person(options) });
    if (options.json) return json(asked);
    terminal.out('A worker sends it within seconds, unless a rule speaks against it now.');
    terminal.say(`Next: followthrough deliveries show ${id}`);
  });
}
