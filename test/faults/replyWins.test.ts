import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { latch } from '../support/latch.ts';
import { type Folder, proceduresOfToday } from './support/folder.ts';
import { type Gated, gated, untilCalledOff } from './support/gated.ts';
import { question } from './support/questions.ts';

jest.setTimeout(60_000);

/** Longer than the first heartbeat, with which a call to stop arrives. */
const LONG_MS = 15_000;

let folder: Folder;
let stage: Stage;
let port: Gated;
let afterTheCall: (intentId: string) => Promise<void>;

beforeAll(async () => {
  folder = await proceduresOfToday();
  stage = await openStage({ proceduresDir: folder.path });
  port = gated(stage.client.ledger);
  await stage.startWorker({
    deps: {
      connectors: port.connectors,
      failpoint: async (moment, intentId) => {
        if (moment === 'after-the-call') await afterTheCall(intentId);
      },
    },
  });
});
afterAll(async () => {
  await stage?.close();
  await folder?.remove();
});
beforeEach(() => {
  port.whilePreparing = async () => undefined;
  port.whileDelivering = async () => undefined;
  afterTheCall = async () => undefined;
});

describe('A reply that comes while the email is being prepared wins', () => {
  test('SND-7: once a reply is acknowledged no email goes out, though Temporal has not heard of it', async () => {
    const { client, wire } = stage;
    const preparing = latch();
    const mayGoOn = latch();
    port.whilePreparing = () => {
      preparing.open();
      return mayGoOn.opened;
    };
    const { id } = await client.openCase(question());
    await preparing.opened;
    wire.cut();
    const acknowledged = await client.reply(id, { text: 'Thank you, it is settled.' });
    mayGoOn.open();
    expect(acknowledged.delivered).toBe(false);
    const { replies } = await becomes(id, 'answered');
    expect(await sent(id)).toEqual([]);

    wire.mend();
    await client.redriveOnce();
    const entries = await client.timeline(id);
    expect(entries.filter(({ what }) => what === 'replied')).toMatchObject([{ about: replies[0]?.id }]);
  });

  test('a bare signal from any Temporal client calls the email off', async () => {
    const { client } = stage;
    const preparing = latch();
    let calledOff = false;
    port.whilePreparing = async () => {
      preparing.open();
      calledOff = await untilCalledOff(LONG_MS);
    };
    const { id } = await client.openCase(question());
    await preparing.opened;
    await client.engine.workflow.getHandle(id).signal('customerReplied', { id: 'portal-77' });
    const { tasks } = await becomes(id, 'answered');
    expect(calledOff).toBe(true);
    expect(await sent(id)).toEqual([]);
    expect(tasks).toMatchObject([{ kind: 'reply' }]);
  });
});

describe('A reply that comes when the email is on its way', () => {
  test('does not unsend it, but nothing follows it', async () => {
    const { client } = stage;
    const called = latch();
    afterTheCall = async () => {
      called.open();
      await untilCalledOff(LONG_MS);
    };
    const { id } = await client.openCase(question());
    await called.opened;
    await client.reply(id, { text: 'Thank you, it is settled.' });
    const { attempts } = await becomes(id, 'answered');
    expect(attempts).toBe(1);
    expect(await sent(id)).toEqual(['reminder']);
    await client.settle(id, { by: 'sam' });
    expect((await becomes(id, 'closed')).outcome).toBe('answered');
    expect(await sent(id)).toEqual(['reminder']);
  });

  test('is the only question, also when the relay turns out not to answer: once somebody resumes, the case goes on', async () => {
    const { client } = stage;
    const called = latch();
    let calls = 0;
    port.whileDelivering = async () => {
      calls += 1;
      if (calls > 1) return;
      called.open();
      await untilCalledOff(LONG_MS);
      throw new ConnectorError({ over: 'smtp', status: null, stage: 'connect' }, 'no answer');
    };
    const { id } = await client.openCase(question());
    await called.opened;
    await client.reply(id, { text: 'One more question.' });
    const { tasks, timeline } = await becomes(id, 'answered');
    expect(tasks).toMatchObject([{ kind: 'reply' }]);
    expect(timeline.filter(({ what }) => what === 'problem')).toEqual([]);
    expect(await sent(id)).toEqual([]);
    await client.resume(id, { by: 'sam' });
    const goesOn = await until(async () => {
      const { status, tasks: left } = await client.show(id);
      return status !== 'answered' && { status, left };
    });
    expect(goesOn).toMatchObject({ status: 'waiting', left: [] });
  });
});

describe('A reply that comes while the very last thing is done', () => {
  test('is a reply after the end: the case has ended once, and a person gets the reply', async () => {
    const { client } = stage;
    const id = await atItsLastNote();
    const { id: reply } = await client.reply(id, { text: 'Thank you, it is settled.' });
    expect((await becomes(id, 'closed')).outcome).toBe('ended');
    const tasks = await until(async () => {
      const open = await client.tasks({ caseId: id });
      return open.length > 0 && open;
    });
    expect(tasks).toMatchObject([{ kind: 'late-reply', about: reply }]);
    const entries = await client.timeline(id);
    expect(entries.filter(({ what }) => what === 'ended')).toHaveLength(1);
    expect(entries.filter(({ what }) => what.startsWith('replied'))).toMatchObject([{ about: reply }]);
  });

  test('leaves one end also when the case was held meanwhile', async () => {
    const { client } = stage;
    const id = await atItsLastNote();
    await client.hold(id, { by: 'sam', reason: 'asked to wait' });
    expect((await becomes(id, 'closed')).outcome).toBe('ended');
    const entries = await client.timeline(id);
    expect(entries.filter(({ what }) => what === 'ended')).toHaveLength(1);
  });
});

/** The note that is the last thing done has been posted, but nobody has written that down yet. */
async function atItsLastNote(): Promise<string> {
  const noted = latch();
  afterTheCall = async (intentId) => {
    const { verb } = await stage.client.ledger
      .selectFrom('intents')
      .select('verb')
      .where('id', '=', intentId)
      .executeTakeFirstOrThrow();
    if (verb !== 'note') return;
    noted.open();
    await untilCalledOff(LONG_MS);
  };
  const { id } = await stage.client.openCase(question());
  await noted.opened;
  return id;
}

async function becomes(id: string, status: string) {
  return until(async () => {
    const shown = await stage.client.show(id);
    return shown.status === status && shown;
  }, LONG_MS + 5_000);
}

/** Emails and notes that went out, by their names. */
async function sent(id: string): Promise<string[]> {
  return (await stage.client.outbox({ caseId: id })).map(({ name }) => name);
}
