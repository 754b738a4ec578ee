import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { sandboxConfig } from '../../connectors/config/config.ts';
import { createConnectors } from '../../connectors/connectors.ts';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import type { Row } from '../../connectors/errors/rows.ts';
import type { MessagePort } from '../../connectors/ports.ts';
import { findCase } from '../../ledger/cases.ts';
import { findIntent, intentsOfCase } from '../../ledger/intents.ts';
import { instant } from '../../ledger/values.ts';
import { keptIntent } from '../support/keptIntent.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { type Folder, proceduresOfToday } from '../faults/support/folder.ts';
import { openWith } from '../faults/support/openWith.ts';
import { DAY_MS, question } from '../faults/support/questions.ts';
import { textLost } from '../../worker/carrier/lost.ts';

jest.setTimeout(120_000);

/** Whether the carrier says that it has taken something. */
let answers = false;
let taken = 0;

/** A carrier that takes everything and has no list. */
const carrier: MessagePort = {
  connector: 'twilio',
  repeatable: false,
  reportsDelivery: true,
  prepare: async ({ text }) => ({ mediaType: 'text/plain', body: Buffer.from(text), messageId: null }),
  deliver: async () => {
    taken += 1;
    if (answers) return { providerId: `SM${taken}` };
    throw new ConnectorError({ over: 'twilio', status: null, stage: 'content' }, 'no answer');
  },
};

let stage: Stage;
let folder: Folder;
beforeAll(async () => {
  folder = await proceduresOfToday();
  stage = await openStage({ proceduresDir: folder.path });
  const connectors = createConnectors(sandboxConfig(), stage.client.ledger);
  await stage.startWorker({
    deps: { connectors: { ...connectors, message: () => ({ by: 'port', port: carrier }) } },
  });
});
afterAll(async () => {
  await stage?.close();
  await folder?.remove();
});

const sentIn = async (id: string) =>
  (await intentsOfCase(stage.client.ledger, id)).filter(({ verb }) => verb === 'send');
const problemsOf = async (id: string, state: 'open' | 'done' = 'open') =>
  (await stage.client.tasks({ caseId: id, state })).filter(({ kind }) => kind === 'problem');

describe('A question whether a message went out', () => {
  test('SND-2: is answered by the carrier’s report when a person has been asked, and the case goes on', async () => {
    answers = false;
    const { client } = stage;
    const id = await openWith(stage, question(), { due: Date.now() });
    await until(async () => (await client.tasks({ caseId: id })).some(({ kind }) => kind === 'problem'));
    const [intent] = await intentsOfCase(client.ledger, id);
    expect(intent).toMatchObject({ state: 'unknown', reason: 'ambiguous' });
    const report = { intentId: intent?.id ?? '', providerId: 'SM1', errorCode: null, at: Date.now() };
    await client.carrierReport({ ...report, status: 'delivered' });
    await client.followReports(async () => 'person');
    await until(async () => (await client.summary(id)).outcome === 'ended');
    const sent = (await intentsOfCase(client.ledger, id)).filter(({ verb }) => verb === 'send');
    expect(sent).toMatchObject([{ state: 'accepted', provider_id: 'SM1' }]);
    const [task] = (await client.tasks({ caseId: id, state: 'done' })).filter(
      ({ kind }) => kind === 'problem',
    );
    expect(task).toMatchObject({ option: 'count-as-done', note: expect.stringContaining('carrier') });
  });
});

describe('A text that the carrier could not deliver for now', () => {
  const follow = (own: Row[] = []) =>
    stage.client.followReports((report) => textLost(stage.client, own, report));
  const againAt = async (intentId: string) =>
    (
      await stage.client.ledger
        .selectFrom('carrier_reports')
        .select('again_at')
        .where('intent_id', '=', intentId)
        .executeTakeFirstOrThrow()
    ).again_at;
  const timeComes = () =>
    stage.client.ledger
      .updateTable('carrier_reports')
      .set({ again_at: new Date(0) as never })
      .where('again_at', 'is not', null)
      .execute();

  /** The text has gone out, and the carrier says that it did not arrive. */
  async function lost(id: string, code: string, own: Row[] = [], nth = 1): Promise<string> {
    const sent = await until(async () => {
      const accepted = (await sentIn(id)).filter(({ state }) => state === 'accepted');
      return accepted.length >= nth && accepted;
    });
    const intent = sent.at(-1);
    const report = { intentId: intent?.id ?? '', providerId: intent?.provider_id ?? '', at: Date.now() };
    await stage.client.carrierReport({ ...report, status: 'undelivered', errorCode: code });
    await follow(own);
    await until(async () => (await problemsOf(id)).length > 0);
    return report.intentId;
  }
  async function opened(): Promise<string> {
    answers = true;
    const waits = question({ procedure: 'email-then-call' });
    return openWith(stage, waits, { due: Date.now(), apart: DAY_MS });
  }

  test.each(['30001', '30003', '30008'])(
    'SND-8: by %s is tried once more, not before the next working day, and the step has its turn again',
    async (code) => {
      const id = await opened();
      const first = await lost(id, code);
      const row = await findCase(stage.client.ledger, id);
      const zone = row?.plan?.zone ?? '';
      const at = DateTime.fromMillis((await againAt(first)) ?? 0, { zone });
      expect(at.startOf('day').toMillis()).toBeGreaterThan(Date.now());
      const [parked] = await stage.client.parked({ caseId: id });
      expect(parked?.message?.detail).toContain('tried once more by itself, not before');
      await follow();
      expect(await problemsOf(id)).toHaveLength(1);

      await timeComes();
      await follow();
      await until(async () => (await problemsOf(id)).length === 0);
      expect(await problemsOf(id, 'done')).toMatchObject([{ option: 'try-again' }]);
      // It is the same attempt on another day, and passes every gate then.
      expect((await stage.client.summary(id)).status).toBe('waiting');
      const next = async () => (await findCase(stage.client.ledger, id))?.plan?.slots['day-3']?.at ?? 0;
      await until(async () => (await next()) > Date.now());
      expect(await sentIn(id)).toHaveLength(1);
    },
  );

  test('SND-8: is a person’s matter when it was lost again', async () => {
    const id = await opened();
    const first = await lost(id, '30003');
    const { ledger } = stage.client;
    const { key, effect } = await findIntent(ledger, first);
    const body = { mediaType: 'text/plain', text: 'Hello' };
    const now = instant(Date.now());
    const again = await keptIntent(ledger, body, {
      case_id: id,
      channel: 'text',
      name: 'reminder',
      recipient: 'pat@example.com',
      connector: 'twilio',
      key,
      effect,
      pass: 1,
      state: 'accepted',
      provider_id: 'SM-again',
      created_at: now,
      accepted_at: now,
    });
    const report = { intentId: again, providerId: 'SM-again', status: 'undelivered', at: Date.now() };
    await stage.client.carrierReport({ ...report, errorCode: '30003' });
    await follow();
    expect(await againAt(again)).toBeNull();
    expect((await findIntent(ledger, again)).undelivered_at).not.toBeNull();
  });

  test('SND-8: is left to a person when the contact has answered meanwhile', async () => {
    const id = await opened();
    await lost(id, '30003');
    await stage.client.reply(id, { channel: 'text', source: 'test', eventId: id, text: 'Call me.' });
    await timeComes();
    await follow();
    expect(await problemsOf(id)).toHaveLength(1);
    expect(await sentIn(id)).toHaveLength(1);
  });

  test('SND-8: is what the rows of the house say it is', async () => {
    const row = { over: 'twilio', reason: 'busy', stopsChannel: false, here: false } as const;
    const asked = await lost(await opened(), '30003', [{ ...row, code: ['30003'], class: 'unknown' }]);
    expect(await againAt(asked)).toBeNull();
    const later = await lost(await opened(), '30007', [{ ...row, code: ['30007'], class: 'retry-later' }]);
    expect(await againAt(later)).not.toBeNull();
  });
});
