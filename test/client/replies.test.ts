import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { findCase, openCase, storeView } from '../../ledger/cases.ts';
import { markStarted, pendingOf } from '../../ledger/deliveries.ts';
import { alert, ticket } from './support/alerts.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker({ cachedCases: 0 });
});
afterAll(() => stage.close());

describe('A reply', () => {
  test('MSG-4: delivered five times, it is one reply and one step of the case', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    const answer = { text: 'As is, please.', source: 'portal', eventId: `five-${id}` };
    const received = [];
    for (let time = 0; time < 5; time += 1) received.push(await client.reply(id, answer));
    expect(received.map(({ repeated }) => repeated)).toEqual([false, true, true, true, true]);
    expect(new Set(received.map((each) => each.id)).size).toBe(1);
    await until(async () => (await client.show(id)).status === 'answered');
    expect((await happened(id)).filter((what) => what === 'replied')).toHaveLength(1);
    expect(await client.tasks({ caseId: id })).toMatchObject([{ kind: 'reply' }]);
  });

  test('MSG-4: the same signal five times, as a careless client sends it, is one step of the case', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    const { id: reply } = await client.reply(id, { text: 'Yes.', source: 'portal', eventId: `raw-${id}` });
    const handle = client.engine.workflow.getHandle(id);
    for (let time = 0; time < 5; time += 1) await handle.signal('customerReplied', { id: reply });
    await until(async () => (await client.show(id)).status === 'answered');
    expect((await happened(id)).filter((what) => what === 'replied')).toHaveLength(1);
  });

  test('an event of one case cannot be posted to another', async () => {
    const { client } = stage;
    const [one, other] = [await client.openCase(alert()), await client.openCase(alert())];
    await client.reply(one.id, { text: 'Yes.', source: 'portal', eventId: `once-${one.id}` });
    await expect(
      client.reply(other.id, { text: 'Yes.', source: 'portal', eventId: `once-${one.id}` }),
    ).rejects.toThrow(/FT-CLI-ID-USED/);
  });

  test('that is longer than any is refused, not shortened', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    await expect(client.reply(id, { text: 'x'.repeat(100_001) })).rejects.toThrow(/FT-CLI-TEXT/);
    expect((await client.show(id)).replies).toEqual([]);
  });

  test('with a NUL or half of a character in it is kept without them', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    await client.reply(id, { text: 'Go \0on\ud800.', address: 'pat\0@example.net' });
    expect((await client.show(id)).replies).toMatchObject([
      { text: 'Go on\ufffd.', address: 'pat@example.net' },
    ]);
  });

  test('to a case that nobody opened is refused', async () => {
    await expect(stage.client.reply('case-alert:lab-crm:none', { text: 'Yes.' })).rejects.toThrow(
      /FT-CLI-NO-CASE/,
    );
  });

  test('the condition "case-withdrawn" ends the case, once', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    const told = { condition: 'case-withdrawn', source: 'lab-crm', eventId: `gone-${id}` };
    const [first, second] = [await client.conditionMet(id, told), await client.conditionMet(id, told)];
    expect(first.id).toBe(second.id);
    const closed = await until(async () => {
      const shown = await client.show(id);
      return shown.status === 'closed' && shown;
    });
    expect(closed.outcome).toBe('withdrawn');
  });
});

test('a condition that is met after the end is kept and changes nothing', async () => {
  const { client } = stage;
  const { id } = await client.openCase(alert());
  await client.withdraw(id, { by: 'sam' });
  await ended(id);
  const told = { condition: 'case-withdrawn', source: 'lab-crm', eventId: `over-${id}` };
  expect(await client.conditionMet(id, told)).toMatchObject({ delivered: true });
  await client.conditionMet(id, told);
  const entries = (await client.timeline(id)).filter(({ what }) => what === 'condition-met');
  expect(entries).toMatchObject([{ about: 'case-withdrawn', because: 'case-closed' }]);
  await expect(client.conditionMet(id, { condition: 'She is on leave' })).rejects.toThrow(/FT-CLI-CONDITION/);
});

describe('A reply that comes after the end', () => {
  test('MSG-7: is kept, marked, and becomes one task for the owner', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    await client.withdraw(id, { by: 'sam' });
    await ended(id);
    const late = { text: 'Sorry, I was away.', source: 'portal', eventId: `late-${id}` };
    const received = await client.reply(id, late);
    expect(received).toMatchObject({ delivered: true, afterEnd: true });
    await client.reply(id, late);
    await client.redriveOnce();
    const tasks = await client.tasks({ caseId: id });
    expect(tasks).toMatchObject([{ kind: 'late-reply', role: 'case-team', about: received.id }]);
    expect((await happened(id)).filter((what) => what === 'replied-after-the-end')).toHaveLength(1);
    expect((await client.show(id)).status).toBe('closed');
    await client.completeTask(tasks[0]?.id ?? '', 'seen', { by: 'kim' });
    expect(await client.tasks({ caseId: id })).toEqual([]);
  });

  test('MSG-7: is kept also when Temporal has forgotten the case', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    await client.withdraw(id, { by: 'sam' });
    await ended(id);
    const forgotten = await forgottenCopy(id);
    expect(await client.reply(forgotten, { text: 'Hello?' })).toMatchObject({
      delivered: true,
      afterEnd: true,
    });
    expect(await client.tasks({ caseId: forgotten })).toMatchObject([{ kind: 'late-reply' }]);
  });

  test('opens a support ticket again: same case, next run, a task to settle or wait again', async () => {
    const { client } = stage;
    const { id } = await client.openCase(ticket());
    await client.withdraw(id, { by: 'sam' });
    await ended(id);
    const { id: reply } = await client.reply(id, {
      text: 'It happens again.',
      source: 'mail',
      eventId: `re-${id}`,
    });
    const shown = await until(async () => {
      const now = await client.show(id);
      return now.status === 'answered' && now;
    });
    expect(shown.outcome).toBeNull();
    expect(shown.tasks).toMatchObject([{ kind: 'reply', about: reply }]);
    expect((await client.openCase({ ...ticket(), id: shown.occurrence })).existing).toBe(true);
    const again = await client.waitAgain(id, { by: 'sam' });
    expect(again).toMatchObject({ delivered: true, view: { round: 2, status: 'waiting' } });
    await client.withdraw(id, { by: 'sam' });
    await ended(id);
  });

  test('opens it in the desk as well, though it was withdrawn only a moment ago', async () => {
    const { client } = stage;
    const { id } = await client.openCase(ticket());
    await client.withdraw(id, { by: 'sam' });
    await ended(id);
    await client.reply(id, { text: 'It is back.' });
    await until(async () => (await client.timeline(id)).some(({ what }) => what === 'reopened'));
    expect((await client.outbox({ caseId: id })).map(({ name }) => name)).toEqual(['reopen-ticket']);
    expect((await client.tasks({ caseId: id })).map(({ kind }) => kind)).toEqual(['reply']);
  });

  test('opens it in the desk each time, also where an agent has let the case end again in between', async () => {
    const { client } = stage;
    const { id } = await client.openCase(ticket());
    await client.withdraw(id, { by: 'sam' });
    await ended(id);
    const reopened = async () => (await client.timeline(id)).filter(({ what }) => what === 'reopened').length;
    for (const times of [1, 2]) {
      await client.reply(id, { text: 'It is back.' });
      await until(async () => (await reopened()) === times);
      await client.settle(id, { by: 'sam' });
      await ended(id);
    }
    const done = (await client.outbox({ caseId: id })).map(({ name }) => name);
    expect(done).toEqual(['reopen-ticket', 'reopen-ticket']);
  });

  test('two at once open the ticket once, and the one run knows both', async () => {
    const { client } = stage;
    const other = await stage.connect();
    for (let time = 0; time < 5; time += 1) {
      const { id } = await client.openCase(ticket());
      await client.withdraw(id, { by: 'sam' });
      await ended(id);
      const [one, two] = await Promise.all([
        client.reply(id, { text: 'First.', source: 'mail', eventId: `one-${id}` }),
        other.reply(id, { text: 'Second.', source: 'mail', eventId: `two-${id}` }),
      ]);
      const replied = await until(async () => {
        const entries = (await client.timeline(id)).filter(({ what }) => what === 'replied');
        return entries.length === 2 && entries;
      });
      expect(new Set(replied.map(({ about }) => about))).toEqual(new Set([one.id, two.id]));
      expect(await runs(id)).toBe(2);
      expect(await client.tasks({ caseId: id })).toHaveLength(1);
      await client.withdraw(id, { by: 'sam' });
    }
  });

  test('or while it ends is never lost: each is in the case, or a task, or opens it again', async () => {
    const { client } = stage;
    // As in every process that takes replies: what could not be delivered at once is delivered by it.
    const redrive = client.startRedrive({ everyMs: 500 });
    const cases = await Promise.all(Array.from({ length: 20 }, () => client.openCase(alert())));
    await Promise.all(
      cases.map(async ({ id }, index) => {
        const ending = client.withdraw(id, { by: 'sam' });
        await new Promise((resolve) => setTimeout(resolve, index * 4));
        const { id: reply } = await client.reply(id, {
          text: 'Wait!',
          source: 'portal',
          eventId: `race-${id}`,
        });
        await ending.catch(() => undefined);
        const heard = await until(async () =>
          (await client.timeline(id)).find(
            ({ what, about }) => about === reply && what.startsWith('replied'),
          ),
        );
        expect(['replied', 'replied-after-the-end']).toContain(heard.what);
      }),
    );
    await redrive.stop();
  });
});

describe('MSG-5: while no worker runs', () => {
  test('a reply is acknowledged at once and stops the case when a worker is back', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    await until(async () => (await client.engine.workflow.getHandle(id).describe()).historyLength > 4);
    await stage.stopWorker();
    const begun = Date.now();
    const received = await client.reply(id, { text: 'Yes.', source: 'portal', eventId: `idle-${id}` });
    expect(received.delivered).toBe(true);
    expect(Date.now() - begun).toBeLessThan(2_000);
    await stage.startWorker({ cachedCases: 0 });
    await until(async () => (await client.show(id)).status === 'answered');
  });

  test('a command and twenty replies behind it are kept at once, and answered later in their order', async () => {
    const hasty = await stage.connect({ patience: 1_000 });
    const { id } = await hasty.openCase(alert());
    await stage.stopWorker();
    const asking = hasty.hold(id, { by: 'sam', reason: 'asked to wait' });
    await until(async () => (await pendingOf(hasty.ledger, id)).commands.length > 0);
    const begun = Date.now();
    const received = await Promise.all(
      Array.from({ length: 20 }, (_, each) =>
        hasty.reply(id, { text: 'Yes.', source: 'portal', eventId: `behind-${each}-${id}` }),
      ),
    );
    expect(received.every(({ delivered }) => !delivered)).toBe(true);
    expect(Date.now() - begun).toBeLessThan(3_000);
    const asked = await asking;
    expect(asked.delivered).toBe(false);

    await stage.startWorker({ cachedCases: 0 });
    const redrive = hasty.startRedrive({ everyMs: 200 });
    await until(async () => (await happened(id)).filter((what) => what === 'replied').length === 20);
    await redrive.stop();
    const again = await hasty.hold(id, { by: 'sam', id: asked.id, reason: 'asked to wait' });
    expect(again).toMatchObject({ id: asked.id, delivered: true });
    const entries = (await happened(id)).filter((what) => what === 'held' || what === 'replied');
    expect(entries.indexOf('held')).toBe(0);
    expect(entries.filter((what) => what === 'held')).toHaveLength(1);
    expect((await hasty.show(id)).status).toBe('answered');
  });
});

/** A case that ended like another one, so long ago that Temporal has no run of it: deleting one takes the server 20 s. */
async function forgottenCopy(id: string): Promise<string> {
  const { ledger } = stage.client;
  const row = await findCase(ledger, id);
  if (!row) throw new Error(`there is no ${id}`);
  const { procedure, hash, variant, source, facts, contact, owner, rehearsal, plan } = row;
  const occurrence = `${row.occurrence}-long-ago`;
  const copy = `${procedure}:${source}:${occurrence}`;
  const same = { procedure, hash, variant, source, facts, contact, owner, rehearsal, plan };
  await openCase(ledger, { ...same, id: copy, occurrence, openedAt: row.opened_at });
  await markStarted(ledger, copy, row.opened_at);
  await storeView(ledger, copy, row.as_of, {
    status: 'closed',
    waitingOn: null,
    nextAt: null,
    round: row.round,
    attempts: row.attempts,
    outcome: row.outcome,
  });
  return copy;
}

async function ended(id: string): Promise<void> {
  await until(async () => {
    const { status } = await stage.client.engine.workflow.getHandle(id).describe();
    return status.name === 'COMPLETED' && (await stage.client.show(id)).status === 'closed';
  });
}

async function happened(id: string): Promise<string[]> {
  return (await stage.client.timeline(id)).map(({ what }) => what);
}

async function runs(id: string): Promise<number> {
  const { executions } = await stage.client.engine.workflowService.listWorkflowExecutions({
    namespace: stage.namespace,
    query: `WorkflowId = '${id}'`,
  });
  return executions?.length ?? 0;
}
