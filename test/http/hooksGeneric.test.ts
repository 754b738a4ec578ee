import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { OpenedCase } from '../../client/index.ts';
import { Signer } from '../../connectors/webhook/sign.ts';
import { hooksOf } from '../../gateway/hooks/all.ts';
import { alert } from '../client/support/alerts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { callable, type Caller } from './support/gateway.ts';

jest.setTimeout(60_000);

const keyOf = (text: string) => `whsec_${Buffer.from(text.padEnd(32, '.')).toString('base64')}`;
const [OLD, NEW, OTHER] = [keyOf('the old one'), keyOf('the new one'), keyOf('of somebody else')];

let stage: Stage;
let caller: Caller;
let made = 0;

beforeAll(async () => {
  stage = await openStage();
  const sources = [
    { source: 'portal', secrets: [OLD, NEW] },
    { source: 'lab-crm', secrets: [NEW] },
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

const open = (): Promise<OpenedCase> => stage.client.openCase(alert());
const repliesOf = async (caseId: string) =>
  stage.client.ledger.selectFrom('inbound').selectAll().where('case_id', '=', caseId).execute();

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
    const [first, second, third] = [await open(), await open(), await open()];
    const mail = 'From: pat@example.com\r\nTo: desk@example.com\r\nMessage-ID: <m1@example.com>\r\n\r\nHello';
    const calls: [Call, string][] = [
      [call('reply', { caseId: first.id, text: 'Yes', somethingNew: 1 }), 'portal'],
      [call('reply', { caseId: first.id, text: 'Really' }), 'portal'],
      [call('reply', { address: 'pat@elsewhere.example.com', text: 'It is me' }), 'portal'],
      [call('text', { channel: 'portal', caseId: second.id, text: 'Please stop' }), 'portal'],
      [call('mail', { base64: Buffer.from(mail).toString('base64') }), 'portal'],
      [call('condition', { caseId: third.id, condition: 'case-withdrawn' }), 'lab-crm'],
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
    const unknown = await ledger
      .selectFrom('inbound')
      .select('id')
      .where('address', '=', 'pat@elsewhere.example.com')
      .execute();
    expect(unknown).toHaveLength(1);
  });

  test('what it tells is checked after its signature, and says what is wrong', async () => {
    const { id } = await open();
    expect(await send(call('reply', { text: 'from nobody' }))).toBe(400);
    expect(await send(call('reply', { caseId: id, text: 7 }))).toBe(400);
    expect(await send(call('gossip', {}))).toBe(400);
    expect(await send(call('reply', { caseId: 'case-alert:lab-crm:none', text: 'Yes' }))).toBe(404);
    expect(await send(call('condition', { caseId: id, condition: 'case-withdrawn' }))).toBe(403);
    expect(await repliesOf(id)).toEqual([]);
  });
});
