import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { alert } from './support/alerts.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
});
afterAll(() => stage.close());

describe('While Temporal cannot be reached (SRV-12)', () => {
  test('a case is opened, answered and withdrawn in the ledger, and Temporal hears of it in that order later', async () => {
    const { client, wire } = stage;
    wire.cut();
    const opened = await client.openCase(alert());
    expect(opened).toMatchObject({ existing: false, started: false });
    const { id } = opened;
    const received = await client.reply(id, { text: 'Please proceed.', source: 'portal', eventId: 'away-1' });
    expect(received).toMatchObject({ delivered: false, repeated: false, afterEnd: false });
    const asked = await client.settle(id, { by: 'sam' });
    expect(asked).toMatchObject({ delivered: false, view: null });
    expect((await client.show(id)).replies).toMatchObject([{ text: 'Please proceed.' }]);

    wire.mend();
    const redrive = client.startRedrive({ everyMs: 100 });
    const closed = await until(async () => {
      const shown = await client.show(id);
      return shown.status === 'closed' && shown;
    });
    await redrive.stop();
    expect(closed.outcome).toBe('answered');
    const happened = closed.timeline.map(({ what }) => what);
    expect(happened.indexOf('replied')).toBeLessThan(happened.indexOf('ended'));
    expect(happened.filter((what) => what === 'replied')).toHaveLength(1);
  });

  test('the answer comes within the patience that was asked for', async () => {
    const { wire } = stage;
    const hasty = await stage.connect({ address: wire.address, patience: 500 });
    wire.cut();
    const begun = Date.now();
    expect((await hasty.openCase(alert())).started).toBe(false);
    expect(Date.now() - begun).toBeLessThan(2_500);
    wire.mend();
  });

  test('opening the same occurrence again once Temporal is back starts what was kept', async () => {
    const { client, wire } = stage;
    const given = alert();
    wire.cut();
    expect((await client.openCase(given)).started).toBe(false);
    wire.mend();
    const again = await until(async () => {
      const opened = await client.openCase(given);
      return opened.started && opened;
    });
    expect(again.existing).toBe(true);
    expect((await client.engine.workflow.getHandle(again.id).describe()).status.name).toBe('RUNNING');
  });

  test('many redrives at once deliver every reply once', async () => {
    const { client, wire } = stage;
    const { id } = await client.openCase(alert());
    wire.cut();
    for (const eventId of ['many-1', 'many-2', 'many-3']) {
      await client.reply(id, { text: eventId, source: 'portal', eventId });
    }
    wire.mend();
    const others = await Promise.all([stage.connect(), stage.connect(), stage.connect()]);
    const redrives = others.map((other) => other.startRedrive({ everyMs: 50 }));
    const replied = await until(async () => {
      const entries = (await client.timeline(id)).filter(({ what }) => what === 'replied');
      return entries.length >= 3 && entries;
    });
    await Promise.all(redrives.map((redrive) => redrive.stop()));
    expect(new Set(replied.map(({ about }) => about)).size).toBe(3);
    expect(replied).toHaveLength(3);
  });
});

test('the redrive can be stopped at once, however long it would have waited', async () => {
  const redrive = stage.client.startRedrive({ everyMs: 3_600_000 });
  const begun = Date.now();
  await redrive.stop();
  expect(Date.now() - begun).toBeLessThan(10_000);
});
