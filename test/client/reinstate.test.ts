import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { reinstatedAs } from '../../ledger/reinstated.ts';
import { type Folder, proceduresOfToday } from '../faults/support/folder.ts';
import { RehearsedCase } from '../support/rehearsed.ts';
import { ending, openTaskOf, SOURCE, withStaff } from './support/endings.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(60_000);

let folder: Folder;
let stage: Stage;
beforeAll(async () => {
  folder = await proceduresOfToday(SOURCE);
  stage = await openStage({ proceduresDir: folder.path });
  await stage.startWorker();
  await withStaff(stage.client);
});
afterAll(async () => {
  await stage?.close();
  await folder?.remove();
});

async function ended(): Promise<string> {
  const { client } = stage;
  const { id } = await client.openCase(ending({ ownerPerson: 'sam' }));
  await openTaskOf(client, id, 'decision');
  await client.withdraw(id, { by: 'sam' });
  await until(async () => (await client.show(id)).status === 'closed');
  return id;
}

describe('A manager takes an ended case up again', () => {
  test('as a new case with the same facts, contact and owner; both know of each other', async () => {
    const { client } = stage;
    const id = await ended();
    const opened = await client.reinstate(id, { by: 'morgan' });
    expect(opened).toMatchObject({ id: `${id}~2`, existing: false, started: true });
    const [before, now] = await Promise.all([client.show(id), client.show(opened.id)]);
    expect(now).toMatchObject({ facts: before.facts, contact: before.contact, ownerPerson: 'sam' });
    expect(before.status).toBe('closed');
    expect(await reinstatedAs(client.ledger, id)).toBe(opened.id);
    expect(before.timeline.at(-1)).toMatchObject({ what: 'reinstated', about: opened.id });
    expect(now.timeline).toContainEqual(expect.objectContaining({ what: 'reinstates', about: id }));
    await openTaskOf(client, opened.id, 'decision');
  });

  test('once: asked again, it is the same new case; when that has ended, there is a third', async () => {
    const { client } = stage;
    const id = await ended();
    const first = await client.reinstate(id, { by: 'morgan' });
    const again = await client.reinstate(id, { by: 'kim' });
    expect(again).toMatchObject({ id: first.id, existing: true });
    await client.withdraw(first.id, { by: 'sam' });
    await until(async () => (await client.show(first.id)).status === 'closed');
    expect(await client.reinstate(first.id, { by: 'mo' })).toMatchObject({ id: `${id}~3` });
  });

  test('behind the last attempt that was made, or from an attempt that is named', async () => {
    const { client } = stage;
    const called = await RehearsedCase.open(stage, 'America/Los_Angeles', {
      procedure: 'calling',
      facts: { since: '2026-03-12T09:00:00-07:00', 'client-name': 'Chris' },
      contact: { name: 'Chris Example', phone: '+1 202 555 0143', zone: 'America/Los_Angeles' },
    });
    await called.until('task');
    await called.task('call', 'voicemail');
    await client.withdraw(called.id, { by: 'sam' });
    await called.outcome();
    const { id } = await client.reinstate(called.id, { by: 'sam' });
    await until(async () => (await client.show(id)).waitingOn === 'step:wait-2');
    expect((await client.show(id)).attempts).toBe(1);
    await client.withdraw(id, { by: 'sam' });
    await until(async () => (await client.show(id)).status === 'closed');
    const { id: third } = await client.reinstate(id, { by: 'sam', from: 1 });
    await until(async () => (await client.show(third)).waitingOn === 'step:wait-1');
    expect((await client.show(third)).attempts).toBe(0);
  });

  test('nobody else may, and there must be an end', async () => {
    const { client } = stage;
    const id = await ended();
    await expect(client.reinstate(id, { by: 'sam' })).rejects.toThrow(
      /FT-CLI-ROLE: sam does not answer for manager or director/,
    );
    const { id: running } = await client.openCase(ending());
    await expect(client.reinstate(running, { by: 'morgan' })).rejects.toThrow(/FT-CLI-NOT-ENDED/);
    await expect(client.reinstate(id, { by: 'morgan', from: 5 })).rejects.toThrow(/attempt 1 to 1/);
  });
});
