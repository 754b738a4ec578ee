import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Post, sweepDecisions } from '../../client/index.ts';
import { sandboxConfig } from '../../connectors/config/config.ts';
import { changeBreaker, listBreakers } from '../../ledger/channels/breakers.ts';
import { escalateTask } from '../../ledger/tasks/change.ts';
import { switchOff } from '../../ledger/switches.ts';
import { letterPost } from '../../worker/decisions.ts';
import { type Folder, proceduresOfToday } from '../faults/support/folder.ts';
import { ending, openTaskOf, SOURCE, withStaff } from './support/endings.ts';
import { type SmtpSink, smtpSink } from '../support/smtpSink.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(60_000);

const BASE = 'http://127.0.0.1:8230';

let folder: Folder;
let stage: Stage;
let caseId: string;
let relay: SmtpSink;
beforeAll(async () => {
  relay = await smtpSink();
  folder = await proceduresOfToday(SOURCE);
  stage = await openStage({ proceduresDir: folder.path });
  await stage.startWorker();
  await withStaff(stage.client);
});
afterAll(async () => {
  await stage?.close();
  await folder?.remove();
  await relay?.close();
});
beforeEach(async () => {
  ({ id: caseId } = await stage.client.openCase(ending()));
  await openTaskOf(stage.client, caseId, 'decision');
});

function sweep(post: Post | null = letterPost(sandboxConfig(), stage.client.ledger), now?: () => number) {
  return sweepDecisions({ ledger: stage.client.ledger, post, base: BASE, ...(now ? { now } : {}) });
}

async function letters() {
  const out = await stage.client.outbox({ caseId });
  return out.filter(({ channel }) => channel === 'email');
}

describe('A decision that is open', () => {
  test('is written to whoever may answer it and has a mailbox: with the question, the history, and a link an answer', async () => {
    await sweep();
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ recipient: 'morgan@example.com' });
    expect(letter?.subject).toContain(caseId);
    for (const part of [
      'Hello Morgan Example',
      'To be approved: end-programme',
      'Where the SOP says it: Handbook 4.2',
      'Contact: Chris Example',
      'case opened',
    ])
      expect(letter?.text).toContain(part);
    const links = letter?.text.match(/http:\/\/127\.0\.0\.1:8230\/decide\/\S+\?answer=(approve|decline)/g);
    expect(links).toHaveLength(2);
  });

  test('is written about once, however often and by however many it is looked after', async () => {
    await Promise.all([sweep(), sweep(), sweep()]);
    await sweep();
    expect(await letters()).toHaveLength(1);
    const timeline = await stage.client.timeline(caseId);
    expect(timeline.filter(({ what }) => what === 'notified')).toMatchObject([{ because: 'morgan' }]);
  });

  test('is written about again at each reminder', async () => {
    await sweep();
    const { key } = await openTaskOf(stage.client, caseId, 'decision');
    const at = Date.now();
    await escalateTask(stage.client.ledger, { caseId, key, times: 1, due: at, to: 'director', at });
    await sweep();
    await sweep();
    const all = await letters();
    expect(all.map(({ subject }) => subject?.startsWith('Reminder 1'))).toEqual([false, true]);
    expect(all.map(({ recipient }) => recipient)).toEqual(['morgan@example.com', 'morgan@example.com']);
  });

  test('of a rehearsal bothers nobody', async () => {
    const { id } = await stage.client.openCase(ending({ rehearsal: true }));
    await openTaskOf(stage.client, id, 'decision');
    await sweep();
    expect((await stage.client.outbox({ caseId: id })).filter(({ channel }) => channel === 'email')).toEqual(
      [],
    );
  });

  test('is no contact with the client: no attempt, no message of the case', async () => {
    await sweep();
    const sent = await stage.client.ledger
      .selectFrom('intents')
      .selectAll()
      .where('case_id', '=', caseId)
      .execute();
    expect(sent).toMatchObject([{ channel: 'notice', attempt: false, verb: 'note', message_id: null }]);
  });
});

describe('A letter', () => {
  test('that the relay does not take goes out later, as the same message', async () => {
    const begun = Date.now();
    relay.next({ at: 'data', code: 451, text: 'try later' });
    await sweep(byMail(), () => begun);
    await sweep(byMail(), () => begun + 1_000);
    expect(mine()).toEqual([]);
    await sweep(byMail(), () => begun + 6 * 60_000);
    await sweep(byMail(), () => begun + 7 * 60_000);
    const [mail, ...more] = mine();
    expect([mail?.to, more]).toEqual([['morgan@example.com'], []]);
    const [intent] = await stage.client.ledger
      .selectFrom('intents')
      .selectAll()
      .where('case_id', '=', caseId)
      .execute();
    expect(intent).toMatchObject({ state: 'accepted', tries: 2 });
    expect(mail?.messageId).toContain(intent?.id);
  });

  test('SND-12: leaves email alone while it is failing, and goes out when it works again', async () => {
    const begun = Date.now();
    const { ledger } = stage.client;
    const failing = (retryAt: number) =>
      changeBreaker(ledger, 'email', () => ({
        failed: [{ attempt: 'a customer’s email', at: begun }],
        open: { since: begun, until: retryAt, reason: 'unreachable' },
        probe: null,
      }));
    await failing(begun + 5 * 60_000);
    const calls = relay.connections;
    await sweep(byMail(), () => begun);
    expect([mine(), relay.connections]).toEqual([[], calls]);
    await sweep(byMail(), () => begun + 6 * 60_000);
    expect(mine()).toHaveLength(1);
    expect(await listBreakers(ledger)).toEqual([]);
  });

  test('SND-12: that the relay does not take counts against email like any other', async () => {
    relay.next({ at: 'data', code: 451, text: 'try later' });
    await sweep(byMail());
    expect(await listBreakers(stage.client.ledger)).toMatchObject([
      { channel: 'email', state: { failed: [{ attempt: expect.stringMatching(/^letter:/) }], open: null } },
    ]);
    await changeBreaker(stage.client.ledger, 'email', () => null);
  });

  test('about a question that has been answered meanwhile does not go out any more', async () => {
    const begun = Date.now();
    relay.next({ at: 'data', code: 451, text: 'try later' });
    await sweep(byMail(), () => begun);
    const { id } = await openTaskOf(stage.client, caseId, 'decision');
    await stage.client.decide(id, 'approve', { by: 'morgan' });
    await until(async () => (await stage.client.tasks({ caseId, state: 'done' })).length > 0);
    await sweep(byMail(), () => begun + 10 * 60_000);
    expect(mine()).toEqual([]);
  });

  test('tells an approver that a reply has made the approval void', async () => {
    const { id } = await openTaskOf(stage.client, caseId, 'decision');
    await stage.client.decide(id, 'approve', { by: 'morgan' });
    await stage.client.reply(caseId, { text: 'I am here.', source: 'portal', eventId: caseId });
    await until(async () => {
      await sweep();
      const all = await letters();
      return all.some(({ subject }) => subject?.startsWith('Your approval does not hold any more'));
    });
    await sweep();
    const told = (await letters()).filter(({ subject }) => subject?.startsWith('Your approval'));
    expect(told).toHaveLength(1);
  });

  test('does not go out while email is switched off', async () => {
    const { ledger } = stage.client;
    await switchOff(ledger, 'email', 'login-refused', 'test', Date.now());
    await sweep();
    expect(await letters()).toEqual([]);
    await ledger.deleteFrom('switches').execute();
    await sweep();
    expect(await letters()).toHaveLength(1);
  });
});

function byMail(): Post | null {
  const config = sandboxConfig();
  const settings = {
    host: '127.0.0.1',
    port: relay.port,
    security: 'none' as const,
    from: 'Example Desk <desk@example.com>',
    messageIdSecret: 'an example of a secret',
    timeouts: { connection: 2_000, greeting: 2_000, socket: 2_000, total: 5_000 },
  };
  const routes = { ...config.routes, email: { by: 'smtp' as const, settings } };
  return letterPost({ ...config, routes }, stage.client.ledger);
}

/** The letters about the case at hand that the relay has taken. */
function mine() {
  return relay.received.filter(({ raw }) => raw.replace(/=\r?\n/g, '').includes(caseId));
}
