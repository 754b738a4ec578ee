import type { Command } from 'commander';
import { example, person, type WithPerson, withPerson } from '../common.ts';

export function addCall(task: Command): void {
  const call = task
    .command('call')
    .description('Be put through: your own telephone rings, and the contact is called when you press a key.')
    .argument('<task>', 'the task of a call: its id, or the end of it')
    .action(callForTask);
  example(withPerson(call), 'task call 1f2e3d4c --as sam');
}

const LOOK_EVERY_MS = 500;
/** A worker begins every call within its rounds of five seconds. */
const WAIT_MS = 15_000;

async function callForTask(meant: string, options: WithPerson): Promise<void> {
  const { json, terminal } = await import('../../output/terminal.ts');
  const { setTimeout: sleep } = await import('node:timers/promises');
  const { withClient } = await import('../../system/connect.ts');
  const { findTask } = await import('../../system/find.ts');
  await withClient(options, async (client) => {
    const task = await findTask(client, meant);
    const { id } = await client.callForTask(task.id, { by: person(options) });
    const until = Date.now() + WAIT_MS;
    const look = async () => (await client.taskCalls(task.id)).find((call) => call.id === id);
    let call = await look();
    while (call?.state === 'asked' && Date.now() < until) {
      await sleep(LOOK_EVERY_MS);
      call = await look();
    }
    if (options.json) return json(call ?? { id });
    const short = task.id.slice(-8);
    if (call?.state === 'ended')
      terminal.out(`Nobody is called: ${call.because ?? call.says ?? 'not possible now'}`);
    else if (call?.state === 'asked')
      terminal.out('No worker has begun the call yet; it is dropped after two minutes.');
    else
      terminal.out(
        `Your telephone rings. Press any key to be put through.\nThen say what came of it: followthrough task done ${short} --outcome …`,
      );
  });
}
