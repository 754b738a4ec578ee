import { setTimeout as sleep } from 'node:timers/promises';
import type { Followthrough } from '../../client/index.ts';
import { plusDays } from '../../domain/statement/days.ts';
import { fastForward } from '../../client/virtualTime.ts';
import type { Snapshot } from '../../workflows/messages.ts';
import { terminal } from '../output/terminal.ts';
import type { SampleCase, Turn } from '../samples/sample.ts';
import { sampleCases } from '../samples/samples.ts';

export const SAMPLE_SOURCE = 'sample';

/** Between two turns, so that one can watch the cases move. */
const PAUSE_MS = 1_500;
/** Past what is due, so that it is done when the clock stands again. */
const MARGIN_MS = 60_000;
/** No sample is due so often. */
const TURNS = 60;
const STAFF = 'sample staff';

/** On the very first start: opens the sample cases as rehearsals and lets them move. Ends soon after the signal. */
export async function playSamples(client: Followthrough, signal: AbortSignal): Promise<void> {
  try {
    if ((await client.list({ limit: 1 })).length > 0) return;
    const samples = sampleCases(Date.now());
    terminal.say(
      `\nThe ledger is empty: ${samples.length} sample cases are opened and begin to move (rehearsals; nobody is reached).`,
    );
    const left: { id: string; story: Turn[] }[] = [];
    for (const { id, story, ...sample } of samples) {
      if (signal.aborted) return;
      left.push({ id: await open(client, { ...sample, id, story }), story: [...story] });
    }
    await play(client, left, signal);
    if (!signal.aborted)
      terminal.say('The sample cases have come as far as they go by themselves: npx followthrough list');
  } catch (error) {
    if (!signal.aborted)
      terminal.say(`The sample cases stopped: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function open(
  client: Followthrough,
  { procedure, variant, facts, contact, id, owes }: SampleCase,
): Promise<string> {
  if (owes) await invoice(client, { procedure, customer: id, ...owes });
  const opened = await client.openCase({
    procedure,
    variant,
    facts,
    contact,
    id,
    source: SAMPLE_SOURCE,
    rehearsal: true,
  });
  return opened.id;
}

/** What the customer of a debt owes, before the case that follows it up. */
async function invoice(
  client: Followthrough,
  {
    procedure,
    customer,
    due,
    ...owes
  }: { procedure: string; customer: string } & NonNullable<SampleCase['owes']>,
): Promise<void> {
  const item = {
    ...owes,
    kind: 'invoice' as const,
    issued: plusDays(due, -30),
    due,
    currency: 'USD',
    paid: 0,
  };
  await client.importOpenItems({
    procedure,
    source: SAMPLE_SOURCE,
    holds: 'customers',
    rows: [{ row: 1, customer, item, name: null, email: null, address: null }],
  });
}

/** One turn of each case after the other. */
async function play(
  client: Followthrough,
  cases: { id: string; story: Turn[] }[],
  signal: AbortSignal,
): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    const moving = cases.filter(({ story }) => story.length > 0);
    if (moving.length === 0) return;
    for (const each of moving) {
      if (signal.aborted) return;
      const goesOn = await take(client, each.id, each.story[0] ?? 'next');
      if (!goesOn) each.story.shift();
    }
    await sleep(PAUSE_MS, undefined, { signal });
  }
}

/** @returns whether the same turn goes on */
async function take(client: Followthrough, id: string, turn: Turn): Promise<boolean> {
  if (turn === 'hold') await client.hold(id, { by: STAFF });
  else if (typeof turn === 'object')
    await client.reply(id, { text: turn.reply, source: SAMPLE_SOURCE, channel: 'email' });
  else {
    const moved = await move(client, id);
    return moved && turn === 'to-the-end';
  }
  return false;
}

/** To the next date, or does the task that the case waits for. */
async function move(client: Followthrough, id: string): Promise<boolean> {
  const { status, tasks } = await client.show(id);
  if (status === 'closed') return false;
  const { view, now } = await client.engine.workflow.getHandle(id).query<Snapshot>('snapshot');
  const [task] = tasks;
  if (view.nextAt !== null) {
    const by = Math.max(0, view.nextAt - now) + MARGIN_MS;
    await fastForward(client.engine, id, by).catch(async (error: unknown) => {
      // A case that ended on its way has no clock any more.
      if ((await client.show(id)).status !== 'closed') throw error;
    });
  } else if (task) {
    if (task.kind === 'review') await lookAtAccount(client, task.id);
    await client.completeTask(task.id, task.options[0] ?? 'done', { by: STAFF });
  }
  return true;
}

/** Without anything done about the account there is no Done. */
async function lookAtAccount(client: Followthrough, task: string): Promise<void> {
  const [first] = await client.reviewActions(task);
  if (first) await client.reviewAction(task, first.action, { by: STAFF });
}
