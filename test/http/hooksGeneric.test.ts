import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { OpenedCase } from '../../client/index.ts';
import { Signer } from '../../connectors/webhook/sign.ts';
import { hooksOf } from '../../gateway/hooks/all.ts';
import { alert } from '../client/support/alerts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { POISONED } from '../inbound/support/poisoned.ts';
import { newAddress, openFor } from '../inbound/support/sent.ts';
import { callable, type Caller } from './support/gateway.ts';

jest.setTimeout(60_000);

const keyOf = (text: string) => `whsec_${Buffer.from(text.padEnd(32, '.')).toString('base64')}`;
const [OLD, NEW, OTHER] = [keyOf('the old one'), keyOf('the new one'), keyOf('of somebody else')];

const START = Date.now();
const DAY = 86_400_000;

let stage: Stage;
let caller: Caller;
let made = 0;

beforeAll(async () => {
  stage = await openStage();
  const sources = [
    { source: 'portal', secrets: [OLD, NEW] },
    { source: 'lab-crm', secrets: [NEW] },
    { source: 'ticket-desk', secrets: [NEW] },
  ];
  caller = await callable(stage, {
    hooks: hooksOf({}, stage.client, { sources }),
    rates: { wrongKeys: 10_000 },
  });
});
afterAll(async () => {
  await caller?.close();
  await stage?.close();
});

interface Call {
  body: Buffer;
  headers: Record<string, string>;
}

/** A webhook as the reference library of the standard signs it. */
function call(
  type: string,
  data: object,
  { id = `event-${++made}`, secret = NEW, at = new Date() } = {},
): Call {
  const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
  return { body: Buffer.from(body), headers };
}

async function send({ body, headers }: Call, source = 'portal'): Promise<number> {
  const { status } = await caller.send(`/hooks/generic/${source}`, {
    method: 'POST',
    headers,
    body: new Uint8Array(body),
  });
  return status;
}

const open = (source = 'portal'): Promise<OpenedCase> => stage.client.openCase(alert({ source }));
/** A ticket of the desk in which a solution went out, so many days from now. */
const solved = (id: string, days: number, more: object = {}) => ({
  procedure: 'three-follow-ups',
  event: {
    ticket: {
      id,
      requester: { email: `${id}@example.com`, name: 'Chris Example' },
      issue: 'the printer prints blank pages',
    },
    'solution-sent': new Date(START + days * DAY).toISOString(),
  },
  ...more,
});
const repliesOf = async (caseId: string) =>
  stage.client.ledger.selectFrom('inbound').selectAll().where('case_id', '=', caseId).execute();
const casesOf = async (ticket: string) =>
  stage.client.ledger.selectFrom('cases').selectAll().where('occurrence', 'like', `%${ticket}`).execute();

describe('A signed webhook that comes in', () => {
  test('WHK-4: signed by the reference library it is taken, with the old secret and the new', async () => {
    const { id } = await open();
    expect(await send(call('reply', { caseId: id, text: 'Yes' }, { secret: OLD }))).toBe(204);
    expect(await send(call('reply', { caseId: id, text: 'And no' }, { secret: NEW }))).toBe(204);
    expect((await repliesOf(id)).map(({ source, channel }) => [source, channel])).toEqual([
      ['portal', 'portal'],
      ['portal', 'portal'],
    ]);
  });

  test('WHK-4: what we sign, the reference library takes, with any of our secrets', () => {
    const body = Buffer.from('{"type":"note.post","text":"“ä”"}');
    const headers = new Signer([NEW, OLD]).headers('id-1', body, new Date());
    for (const secret of [OLD, NEW])
      expect(new Webhook(secret).verify(body, headers)).toMatchObject({ text: '“ä”' });
    expect(() => new Webhook(OTHER).verify(body, headers)).toThrow('No matching signature');
  });

  test('WHK-1: with any byte or header changed, by another key, too old or too new, it is refused', async () => {
    const { id } = await open();
    const right = () => call('reply', { caseId: id, text: 'Y' });
    const wrong: Call[] = [];
    const { length } = right().body;
    for (let at = 0; at < length; at += 1) {
      const each = right();
      each.body[at] = (each.body[at] ?? 0) ^ (1 << (at % 8));
      wrong.push(each);
    }
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const) {
      const { headers } = right();
      const value = headers[name] ?? '';
      for (let at = 0; at < value.length; at += 1) {
        const each = right();
        const other = String.fromCharCode(value.charCodeAt(at) ^ 1);
        each.headers[name] = value.slice(0, at) + other + value.slice(at + 1);
        wrong.push(each);
      }
      const [gone, longer] = [right(), right()];
      delete gone.headers[name];
      longer.headers[name] += 'x';
      wrong.push(gone, longer);
    }
    const minute = 60_000;
    for (const off of [-6 * minute, 6 * minute])
      wrong.push(call('reply', { caseId: id, text: 'Y' }, { at: new Date(Date.now() + off) }));
    wrong.push(call('reply', { caseId: id, text: 'Y' }, { secret: OTHER }));
    for (const each of wrong) expect(await send(each)).toBe(403);
    expect(await send(call('reply', { caseId: id, text: 'Y' }, { secret: OLD }), 'lab-crm')).toBe(403);
    expect(await repliesOf(id)).toEqual([]);
    const fresh = call('reply', { caseId: id, text: 'Y' }, { at: new Date(Date.now() - 4 * minute) });
    expect(await send(fresh)).toBe(204);
  });

  test('WHK-5: each delivered one to five times, in any order and at once, changes what it changes once', async () => {
    const [first, second, third] = [await open(), await open(), await open('lab-crm')];
    await stage.startWorker();
    const asked = solved('ticket-asked', 1);
    expect(await send(call('event', asked), 'ticket-desk')).toBe(204);
    const [waiting] = await casesOf('ticket-asked');
    await stage.client.reply(waiting?.id ?? '', { text: 'One question more, please.', channel: 'email' });
    await until(async () => (await casesOf('ticket-asked'))[0]?.status === 'answered');
    const mail = 'From: pat@example.com\r\nTo: desk@example.com\r\nMessage-ID: <m1@example.com>\r\n\r\nHello';
    const calls: [Call, string][] = [
      [call('reply', { caseId: first.id, text: 'Yes', somethingNew: 1 }), 'portal'],
      [call('reply', { caseId: first.id, text: 'Really' }), 'portal'],
      [call('reply', { address: 'pat@elsewhere.example.com', text: 'It is me' }), 'portal'],
      [call('text', { channel: 'portal', caseId: second.id, text: 'Please stop' }), 'portal'],
      [call('mail', { base64: Buffer.from(mail).toString('base64') }), 'portal'],
      [call('condition', { caseId: third.id, condition: 'case-withdrawn' }), 'lab-crm'],
      [call('event', asked), 'ticket-desk'],
      [call('event', solved('ticket-new', 1)), 'ticket-desk'],
      [call('event', solved('ticket-unknown', 2, { newRound: true })), 'ticket-desk'],
      [call('event', solved('ticket-asked', 3, { newRound: true })), 'ticket-desk'],
    ];
    const all = calls.flatMap((each, index) => Array.from({ length: 1 + ((index * 2) % 5) }, () => each));
    all.sort(() => Math.random() - 0.5);
    const statuses = await Promise.all(all.map(([each, source]) => send(each, source)));
    expect(new Set(statuses)).toEqual(new Set([204]));
    const { ledger } = stage.client;
    const texts = async (caseId: string) => (await repliesOf(caseId)).map(({ text }) => text).sort();
    expect(await texts(first.id)).toEqual(['Really', 'Yes']);
    expect(await texts(second.id)).toEqual(['Please stop']);
    const inbox = await ledger.selectFrom('inbox').select('channel').execute();
    expect(inbox.map(({ channel }) => channel).sort()).toEqual(['email', 'portal']);
    const told = await ledger.selectFrom('commands').select('name').where('case_id', '=', third.id).execute();
    expect(told).toEqual([{ name: 'conditionMet' }]);
    await until(async () => (await casesOf('ticket-asked'))[0]?.round === 2);
    for (const [id, round] of [
      ['ticket-new', 1],
      ['ticket-unknown', 1],
      ['ticket-asked', 2],
    ] as const) {
      const found = await casesOf(id);
      expect([id, found.map((each) => [each.round, each.status])]).toEqual([id, [[round, 'waiting']]]);
      const asks = await ledger
        .selectFrom('commands')
        .select(['name', 'actor'])
        .where('case_id', '=', found[0]?.id ?? '')
        .execute();
      expect(asks).toEqual(round === 1 ? [] : [{ name: 'waitAgain', actor: 'ticket-desk' }]);
    }
    // And once more when it would count again, because they have answered again.
    await stage.client.reply(waiting?.id ?? '', { text: 'One question more, please.', channel: 'email' });
    await until(async () => (await casesOf('ticket-asked'))[0]?.status === 'answered');
    for (const [each, source] of calls.slice(-4)) expect(await send(each, source)).toBe(204);
    expect(await casesOf('ticket-asked')).toMatchObject([{ status: 'answered', round: 2 }]);
    const unknown = await ledger
      .selectFrom('inbound')
      .select('id')
      .where('address', '=', 'pat@elsewhere.example.com')
      .execute();
    expect(unknown).toHaveLength(1);
  });

  test('WHK-12: whatever a person wrote is taken: only what no ledger could hold is taken out', async () => {
    const [first, second] = [await open(), await open()];
    const odd = 'Go\0 on\ud800.';
    expect(await send(call('reply', { caseId: first.id, text: odd }))).toBe(204);
    expect(await send(call('text', { caseId: second.id, channel: 'portal', text: odd }))).toBe(204);
    for (const { id } of [first, second])
      expect((await repliesOf(id)).map(({ text }) => text)).toEqual(['Go on\ufffd.']);
    const third = await open('lab-crm');
    const condition = call('condition', { caseId: third.id, condition: 'case\0-withdrawn' });
    expect(await send(condition, 'lab-crm')).toBe(400);
  });

  test('RPY-15: an answer with a photo of fifteen megabytes is taken, small ones as well meanwhile', async () => {
    const photo = Buffer.alloc(15 * 1024 * 1024, 'x')
      .toString('base64')
      .replace(/.{76}/g, '$&\r\n');
    const address = newAddress();
    const id = await openFor(stage.client, address);
    const raw = [
      `From: ${address}`,
      'To: desk@example.com',
      `Message-ID: <photo-${++made}@example.net>`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'See the photo.',
      '--b',
      'Content-Type: image/jpeg; name=photo.jpg',
      'Content-Transfer-Encoding: base64',
      '',
      `${photo}\r\n--b--\r\n`,
    ].join('\r\n');
    const large = call('mail', { base64: Buffer.from(raw).toString('base64') });
    const [first, small] = await Promise.all([
      send(large),
      send(call('reply', { caseId: (await open()).id, text: 'Small.' })),
    ]);
    expect([first, small]).toEqual([204, 204]);
    expect((await repliesOf(id)).map(({ text }) => text)).toEqual([
      'See the photo.\n\n[1 attached: photo.jpg]',
    ]);
  });

  test('WHK-10: larger than any mail, it is told what to do; larger than any condition or event, it is refused', async () => {
    const { hostname: host, port } = new URL(caller.url);
    const headers = { 'content-type': 'application/json', 'content-length': 41 * 1024 * 1024 };
    const ask = request({ host, port, path: '/hooks/generic/portal', method: 'POST', headers });
    ask.flushHeaders();
    const [answer] = (await once(ask, 'response')) as [IncomingMessage];
    const problem = (await json(answer)) as Record<string, unknown>;
    ask.destroy();
    expect([answer.statusCode, problem['code']]).toEqual([413, 'FT-HTTP-LIMIT']);
    expect(problem['detail']).toContain('Send the email again without what is attached');
    const { id } = await open();
    const long = 'x'.repeat(300_000);
    expect(await send(call('condition', { caseId: id, condition: 'case-withdrawn', note: long }))).toBe(413);
    expect(await send(call('event', solved('ticket-long', 1, { note: long })), 'ticket-desk')).toBe(413);
    expect(await send(call('reply', { caseId: id, text: 'Yes.', note: long }))).toBe(204);
  });

  test('WHK-11: large ones that come slowly keep out no other source, and their own only while they come', async () => {
    const refused: (number | undefined)[] = [];
    const slow = ['one', 'another', 'one too many'].map(() => {
      const { port } = new URL(caller.url);
      const headers = { 'content-type': 'application/json', 'content-length': 1024 * 1024 };
      const ask = request({
        host: '127.0.0.1',
        port,
        path: '/hooks/generic/portal',
        method: 'POST',
        headers,
      });
      ask.on('error', () => undefined).on('response', ({ statusCode }) => refused.push(statusCode));
      ask.write(Buffer.alloc(300 * 1024));
      return ask;
    });
    const words = Buffer.from(`From: ${newAddress()}\r\n\r\n${'x'.repeat(400_000)}`).toString('base64');
    const large = () => call('mail', { base64: words });
    try {
      await until(async () => refused.length > 0);
      expect(refused).toEqual([429]);
      expect(await send(large())).toBe(429);
      expect(await send(large(), 'lab-crm')).toBe(204);
      expect(await send(call('reply', { caseId: (await open()).id, text: 'Small.' }))).toBe(204);
    } finally {
      for (const each of slow) each.destroy();
    }
    await until(async () => (await send(large())) === 204);
  });

  test.each(Object.entries(POISONED))('RPY-17: a mail with %s is taken', async (_what, raw) => {
    expect(await send(call('mail', { base64: raw.toString('base64') }))).toBe(204);
    const query = `source=portal&eventId=event-${++made}`;
    const { status } = await caller.send(`/v1/inbound/mail?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: new Uint8Array(raw),
    });
    expect(status).toBe(200);
  });

  test('what it tells is checked after its signature, and says what is wrong', async () => {
    const { id } = await open();
    expect(await send(call('reply', { text: 'from nobody' }))).toBe(400);
    expect(await send(call('reply', { caseId: id, text: 7 }))).toBe(400);
    expect(await send(call('gossip', {}))).toBe(400);
    expect(await send(call('reply', { caseId: 'case-alert:portal:none', text: 'Yes' }))).toBe(404);
    expect(await repliesOf(id)).toEqual([]);
  });

  test('it ends cases of its own system only, and brings an answer to any', async () => {
    const { id } = await open('lab-crm');
    const met = { caseId: id, condition: 'case-withdrawn' };
    expect(await send(call('condition', met))).toBe(403);
    expect(await send(call('reply', { caseId: id, text: 'Yes' }))).toBe(204);
    expect(await send(call('text', { caseId: id, channel: 'portal', text: 'Please wait' }))).toBe(204);
    expect(await repliesOf(id)).toHaveLength(2);
  });

  test('RPY-10: a refusal in a reply is heard, by a case or by an address', async () => {
    const { id } = await stage.client.openCase(
      alert({ source: 'portal', contact: { name: 'Lee Example', portal: 'lee-dental' } }),
    );
    expect(await send(call('reply', { caseId: id, text: 'STOP' }))).toBe(204);
    const address = 'lee@elsewhere.example.com';
    const words = 'Please never write to me again.';
    expect(await send(call('reply', { address, channel: 'email', text: words }))).toBe(204);
    const no = await stage.client.optOuts();
    expect(no.filter((each) => ['lee-dental', address].includes(each.address))).toMatchObject([
      { address, channel: 'email', source: 'words:portal' },
      { address: 'lee-dental', channel: 'portal', source: 'reply:portal' },
    ]);
  });
});
