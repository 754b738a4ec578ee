import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { carrierUpkeep } from '../../worker/carrier/upkeep.ts';
import { findMissedTexts, askForLastWords } from '../../worker/carrier/poll.ts';
import { keepVendorFeeds } from '../../worker/feeds.ts';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import { NO_MAILBOXES } from '../../connectors/config/inbound.ts';
import { hooksOf } from '../../gateway/hooks/all.ts';
import { textsSince } from '../../connectors/twilio/lists.ts';
import { findIntent } from '../../ledger/intents.ts';
import { switchedOff, switchOn } from '../../ledger/switches.ts';
import { alert } from '../client/support/alerts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { TwilioDouble } from '../doubles/twilio/twilio.ts';
import { callable, type Caller } from '../http/support/gateway.ts';
import { optOutsOf } from './support/optOuts.ts';
import { deliver, newNumber, PUBLIC, settingsOf, texts, textSent } from './support/texting.ts';

jest.setTimeout(120_000);

const HOUR = 3_600_000;

let stage: Stage;
let caller: Caller;
const twilio = new TwilioDouble();
beforeAll(async () => {
  await twilio.start();
  stage = await openStage();
  await stage.startWorker();
  caller = await callable(stage, { hooks: hooksOf({ twilio: settingsOf(twilio) }, stage.client) });
});
afterAll(async () => {
  await caller?.close();
  await stage?.close();
  await twilio.close();
});

/** A case that was opened over HTTP, of somebody with a telephone. */
async function opened(phone = newNumber()): Promise<{ id: string; phone: string }> {
  const contact = { name: 'Dr. Pat Example', portal: `p-${phone.slice(1)}`, phone };
  const { status, body } = await caller.post('/v1/cases', alert({ contact }));
  expect(status).toBe(201);
  return { id: String(body['id']), phone };
}
const statusOf = async (id: string) => (await stage.client.summary(id)).status;
const repliesOf = async (id: string) =>
  (await stage.client.show(id)).tasks.filter(({ kind }) => kind === 'reply');
const readAt = async (name: string) =>
  (
    await stage.client.ledger
      .selectFrom('feeds')
      .select('read_at')
      .where('name', '=', name)
      .executeTakeFirstOrThrow()
  ).read_at;
const upkeep = () => carrierUpkeep(stage.client, { accounts: { twilio: settingsOf(twilio) }, errors: [] });
const follow = () => upkeep()['what carriers say of texts']?.();
const reportOf = async (id: string) =>
  stage.client.ledger
    .selectFrom('carrier_reports')
    .select(['status', 'rank', 'error_code'])
    .where('intent_id', '=', id)
    .executeTakeFirst();

/** Twilio tells what became of a text of ours. */
function told(intent: { id: string; providerId: string }, status: string, errorCode?: number) {
  const fields = { StatusCallback: `${PUBLIC}/hooks/twilio/status/${intent.id}#rc=3&rp=ct,rt,5xx`, To: '+1' };
  const message = {
    sid: intent.providerId,
    direction: 'outbound-api',
    status,
    fields,
    errorCode: null,
    at: 0,
  } as const;
  const to = { publicUrl: PUBLIC, gateway: caller.url, ...(errorCode === undefined ? {} : { errorCode }) };
  return twilio.report({ ...message, fields: { ...fields } }, status, to);
}

describe('A text that comes in', () => {
  test('stops the case that was opened over HTTP; Twilio gets an empty answer', async () => {
    const { id, phone } = await opened();
    const answer = await texts(twilio, caller.url, phone, 'Yes, please go ahead.');
    expect(answer).toMatchObject({ status: 200, body: '<Response/>' });
    await until(async () => (await statusOf(id)) === 'answered');
    expect((await stage.client.history(id)).map(({ words }) => words).join('\n')).toContain('go ahead');
  });

  test('WHK-5: the same one five times at once and again later is one reply', async () => {
    const { id, phone } = await opened();
    const fields = { MessageSid: `SM${'5'.repeat(32)}`, From: phone, Body: 'Call me.' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => deliver(twilio, caller.url, fields)));
    answers.push(await deliver(twilio, caller.url, fields));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    await until(async () => (await repliesOf(id)).length > 0);
    expect(await repliesOf(id)).toHaveLength(1);
  });

  test('with a wrong signature changes nothing', async () => {
    const { id, phone } = await opened();
    const forged = await caller.send('/hooks/twilio/text', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': 'AAAA' },
      body: new URLSearchParams({ MessageSid: 'SM1', From: phone, Body: 'STOP' }).toString(),
    });
    expect([forged.status, forged.body['code']]).toEqual([403, 'FT-HTTP-SIGNATURE']);
    expect(await statusOf(id)).toBe('waiting');
  });

  test('RPY-9: Twilio’s own word for an opt-out wins, and staff read who can lift it', async () => {
    const { id, phone } = await opened();
    await texts(twilio, caller.url, phone, 'Cancel', { OptOutType: 'STOP' });
    const [optOut] = await optOutsOf(stage.client.ledger, phone);
    expect(optOut).toMatchObject({ channel: 'text', source: 'text:twilio' });
    expect(optOut?.evidence).toMatch(
      /The provider blocks this number since .* only the contact can lift that/,
    );
    await until(async () => (await statusOf(id)) === 'answered');
  });

  test('says that pictures came along', async () => {
    const { id, phone } = await opened();
    await texts(twilio, caller.url, phone, '', { NumMedia: '2' });
    await until(async () => (await repliesOf(id)).length > 0);
    const words = (await stage.client.history(id)).map((line) => line.words).join('\n');
    expect(words).toContain('2 attached: they stay with the provider');
  });

  test('RPY-15: is found on whatever page of their list it is', async () => {
    const account = new TwilioDouble();
    await account.start();
    const at = Date.now();
    for (let index = 0; index < 1_201; index += 1)
      account.incoming('+15550100999', `text ${index}`, at - 1_201 + index);
    const found = await textsSince(settingsOf(account), at - HOUR);
    await account.close();
    expect(account.requests).toBe(3);
    expect(new Set(found.map(({ text }) => text)).size).toBe(1_201);
  });

  test('RPY-15: is found in their list when its webhook never came, once, and stops its case', async () => {
    const { id, phone } = await opened();
    const other = await opened();
    // No ledger can hold a NUL; what was written counts all the same.
    twilio.incoming(phone, 'Nobody\0 heard me.');
    await texts(twilio, caller.url, other.phone, 'Somebody heard me.');
    const polling = { client: stage.client, settings: settingsOf(twilio), every: { texts: 0, statuses: 0 } };
    await keepVendorFeeds(stage.client.ledger, {
      accounts: { twilio: settingsOf(twilio) },
      inbound: NO_MAILBOXES,
    });
    expect(await readAt('twilio texts')).toBeNull();
    await expect(
      findMissedTexts({ ...polling, settings: { ...polling.settings, authTokens: ['another one'] } }),
    ).rejects.toBeInstanceOf(ConnectorError);
    expect(await readAt('twilio texts')).toBeNull();
    expect(await findMissedTexts(polling)).toBeGreaterThanOrEqual(1);
    expect(await readAt('twilio texts')).not.toBeNull();
    await until(async () => (await statusOf(id)) === 'answered');
    expect(await findMissedTexts(polling)).toBe(0);
    await until(async () => (await repliesOf(other.id)).length > 0);
    expect(await repliesOf(other.id)).toHaveLength(1);
    // The webhook that comes after all is the same item.
    const [missed] = twilio.messages.filter(({ fields }) => fields['From'] === phone);
    await deliver(twilio, caller.url, {
      MessageSid: missed?.sid ?? '',
      From: phone,
      Body: 'Nobody heard me.',
    });
    expect(await repliesOf(id)).toHaveLength(1);
    expect((await stage.client.show(id)).replies).toMatchObject([{ text: 'Nobody heard me.' }]);
  });
});

describe('What the carrier says of a text', () => {
  test('SND-14: every order of five words ends in the same state', async () => {
    const { id: caseId, phone } = await opened();
    const words = ['queued', 'sending', 'sent', 'delivered', 'read'];
    for (const order of permutations(words)) {
      const intent = await textSent(stage.client, caseId, phone);
      for (const status of order)
        await stage.client.carrierReport({
          intentId: intent.id,
          providerId: intent.providerId,
          status,
          errorCode: null,
          at: Date.now(),
        });
      expect(await reportOf(intent.id)).toMatchObject({ status: 'read' });
      expect((await findIntent(stage.client.ledger, intent.id)).delivered_at).not.toBeNull();
      expect((await findIntent(stage.client.ledger, intent.id)).undelivered_at).toBeNull();
    }
  });

  test('SND-14: told both that it arrived and that it did not, it did not', async () => {
    const { id: caseId, phone } = await opened();
    for (const order of permutations(['sent', 'delivered', 'undelivered'])) {
      const intent = await textSent(stage.client, caseId, phone);
      for (const status of order)
        expect((await told(intent, status, status === 'undelivered' ? 30_003 : undefined)).status).toBe(200);
      expect(await reportOf(intent.id)).toEqual({ status: 'undelivered', rank: 10, error_code: '30003' });
      expect((await findIntent(stage.client.ledger, intent.id)).undelivered_at).not.toBeNull();
    }
    await follow();
  });

  test('of a text that is not ours is taken and kept nowhere', async () => {
    expect((await told({ id: 'nobody', providerId: 'SM9' }, 'sent')).status).toBe(200);
    expect(await reportOf('nobody')).toBeUndefined();
  });

  test('SND-15: one that did not arrive stops the case until a person has looked, with the reason', async () => {
    const { id, phone } = await opened();
    const intent = await textSent(stage.client, id, phone);
    await told(intent, 'undelivered', 30_003);
    await follow();
    await until(async () => (await stage.client.timeline(id)).some(({ what }) => what === 'undelivered'));
    expect(await findIntent(stage.client.ledger, intent.id)).toMatchObject({
      reason: 'handset-unreachable',
      detail: expect.stringMatching(/^Twilio: undelivered, 30003; tried once more by itself, not before /),
    });
    const words = (await stage.client.history(id)).map((line) => line.words).join('\n');
    expect(words).toContain('the carrier says why: handset-unreachable (undelivered, 30003)');
    expect(await optOutsOf(stage.client.ledger, phone)).toEqual([]);
  });

  test('SND-8: by its code the number is left alone, opted out, or the channel stops for all', async () => {
    const { ledger } = stage.client;
    const dead = await opened();
    await told(await textSent(stage.client, dead.id, dead.phone), 'undelivered', 30_005);
    const gone = await opened();
    await told(await textSent(stage.client, gone.id, gone.phone), 'failed', 21_610);
    const blocked = await opened();
    await told(await textSent(stage.client, blocked.id, blocked.phone), 'undelivered', 30_034);
    await follow();
    const suppressed = ledger.selectFrom('suppressions').selectAll().where('address', '=', dead.phone);
    expect(await suppressed.execute()).toMatchObject([{ channel: 'text', reason: 'address-refused' }]);
    expect(await optOutsOf(ledger, gone.phone)).toMatchObject([{ source: 'twilio' }]);
    expect(await switchedOff(ledger)).toMatchObject([{ channel: 'text', reason: 'policy-refused' }]);
    await switchOn(ledger, 'text', { reason: 'registered', by: 'kim', at: Date.now() });
  });

  test('SND-2: a text that nobody was sure of is sent when its report comes, however late', async () => {
    const { id, phone } = await opened();
    const acceptedAt = Date.now() - 20 * 60_000;
    const intent = await textSent(stage.client, id, phone, { state: 'unknown', acceptedAt });
    await told(intent, 'delivered');
    await follow();
    expect(await findIntent(stage.client.ledger, intent.id)).toMatchObject({
      state: 'accepted',
      provider_id: intent.providerId,
    });
    expect((await findIntent(stage.client.ledger, intent.id)).delivered_at).not.toBeNull();
    const said = (await stage.client.timeline(id)).filter((entry) => entry.intent_id === intent.id);
    expect(said).toMatchObject([{ what: 'done', about: expect.stringMatching(/send-text:follow-up-1$/) }]);
  });

  test('RPY-15: the last word is asked for when it has not come after an hour', async () => {
    const { id, phone } = await opened();
    const message = twilio.incoming(phone, 'ours');
    Object.assign(message, { direction: 'outbound-api', status: 'delivered' });
    const acceptedAt = Date.now() - 2 * HOUR;
    const intent = await textSent(stage.client, id, phone, { providerId: message.sid, acceptedAt });
    const fresh = await textSent(stage.client, id, phone);
    const polling = { client: stage.client, settings: settingsOf(twilio), every: { texts: 0, statuses: 0 } };
    expect(await askForLastWords(polling)).toBe(1);
    expect((await findIntent(stage.client.ledger, intent.id)).delivered_at).not.toBeNull();
    expect((await findIntent(stage.client.ledger, fresh.id)).delivered_at).toBeNull();
  });
});

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length <= 1) return [[...all]];
  return all.flatMap((one, index) =>
    permutations([...all.slice(0, index), ...all.slice(index + 1)]).map((rest) => [one, ...rest]),
  );
}
