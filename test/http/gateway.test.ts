import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { connect, type Followthrough } from '../../client/index.ts';
import { createGateway, listen } from '../../gateway/gateway.ts';
import { alert, ticket } from '../client/support/alerts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';

jest.setTimeout(60_000);

let stage: Stage;
let app: FastifyInstance;
let url: string;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
  app = createGateway(stage.client);
  url = `http://127.0.0.1:${await listen(app, 0)}`;
});
afterAll(async () => {
  await app.close();
  await stage.close();
});

describe('POST /v1/cases', () => {
  test('opens a case and says where it is; the same occurrence again is the same case', async () => {
    const given = alert();
    const first = await post('/v1/cases', given);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      id: `case-alert:lab-crm:${given.id}`,
      existing: false,
      started: true,
    });
    const shown = await fetch(url + (first.headers.get('location') ?? ''));
    expect(await shown.json()).toMatchObject({ occurrence: given.id, status: 'waiting' });
    const again = await post('/v1/cases', given);
    expect([again.status, again.body['existing']]).toEqual([200, true]);
  });

  test('is opened although nobody can be reached, and the answer says so', async () => {
    const { status, body } = await post('/v1/cases', ticket({ contact: { name: 'Chris Example' } }));
    expect(status).toBe(201);
    expect(body['warnings']).toEqual([
      expect.stringMatching(/^Nobody can be reached by email: .* a person: /),
    ]);
  });

  test('takes an occurrence with a slash, and the case is found under it', async () => {
    const { headers } = await post('/v1/cases', alert({ id: 'A/2026/7' }));
    expect((await fetch(url + (headers.get('location') ?? ''))).status).toBe(200);
  });

  test('says everything that is wrong with the facts at once', async () => {
    const { status, body, headers } = await post(
      '/v1/cases',
      alert({ facts: { 'alert-sent': 'today', colour: 'A2' } }),
    );
    expect(status).toBe(422);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ status: 422, code: expect.stringMatching(/^FT-FCT-/) });
    expect(body['problems']).toHaveLength(3);
    const moment = (body['problems'] as { fact: string }[]).find(({ fact }) => fact === 'alert-sent');
    expect(moment).toMatchObject({ doThis: expect.stringContaining('2026-03-06T16:30:00-08:00') });
  });

  test.each([
    ['a field too many', { ...alert(), priority: 'high' }],
    ['no facts', { procedure: 'case-alert', source: 'lab-crm', id: '1' }],
    ['a number for a text', { ...alert(), source: 7 }],
    ['a list', []],
  ])('refuses %s with 400', async (_what, body) => {
    const answer = await post('/v1/cases', body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'FT-CLI-REQUEST', type: 'urn:followthrough:FT-CLI-REQUEST' });
  });

  test.each([
    ['facts', 'fact', /required property 'facts'\. It has "fact": did you mean "facts"\?/],
    ['contact', 'contcat', /must not have a property "contcat"\. Did you mean "contact"\?/],
  ])('says that "%s" was most likely meant by "%s", and is short about it', async (right, slip, says) => {
    const { [right]: moved, ...rest } = { contact: {}, ...alert() } as Record<string, unknown>;
    const { status, body } = await post('/v1/cases', { ...rest, [slip]: moved });
    expect([status, body['detail']]).toEqual([400, expect.stringMatching(says)]);
    expect(String(body['title']).length).toBeLessThan(60);
  });

  test('refuses what is no JSON, and what is too long', async () => {
    const text = await fetch(`${url}/v1/cases`, { method: 'POST', body: 'hello' });
    expect(text.status).toBe(415);
    expect(await text.json()).toMatchObject({ detail: expect.stringContaining('application/json') });
    const broken = await fetch(`${url}/v1/cases`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"procedure":',
    });
    expect(broken.status).toBe(400);
    const long = await post('/v1/cases', { ...alert(), padding: 'x'.repeat(300_000) });
    expect([long.status, long.body['code']]).toEqual([413, 'FT-HTTP-LIMIT']);
  });
});

test('a browser at the address that the start shows is led to the description', async () => {
  const answer = await fetch(`${url}/`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/docs']);
  expect((await fetch(`${url}/`)).headers.get('content-type')).toContain('text/html');
});

describe('POST /v1/cases/:id/replies', () => {
  test('keeps a reply and stops the case; the same event again is the same reply', async () => {
    const { body } = await post('/v1/cases', alert());
    const path = `/v1/cases/${encodeURIComponent(String(body['id']))}/replies`;
    const reply = { text: 'As is.', source: 'portal', eventId: `http-${String(body['id'])}` };
    const first = await post(path, reply);
    const again = await post(path, reply);
    // 202 where the case has not heard of it within a moment; it is kept all the same.
    expect(
      [
        [201, 202],
        [200, 202],
      ].map((each, index) => each.includes([first, again][index]?.status ?? 0)),
    ).toEqual([true, true]);
    expect(again.body).toMatchObject({ id: first.body['id'], repeated: true });
    await until(async () => (await stage.client.show(String(body['id']))).status === 'answered');
  });

  test('is 404 for a case that nobody opened, and wants an event id', async () => {
    const reply = { text: 'Yes.', source: 'portal', eventId: '1' };
    expect((await post('/v1/cases/case-alert:lab-crm:none/replies', reply)).status).toBe(404);
    const { body } = await post('/v1/cases', alert());
    const path = `/v1/cases/${encodeURIComponent(String(body['id']))}/replies`;
    expect((await post(path, { text: 'Yes.' })).status).toBe(400);
  });

  test('MSG-7: is taken, kept and marked after the case has ended as well', async () => {
    const { id } = await stage.client.openCase(alert());
    await stage.client.withdraw(id, { by: 'sam' });
    await until(async () => (await stage.client.show(id)).status === 'closed');
    const reply = { text: 'Sorry, I was away.', source: 'portal', eventId: `late-${id}` };
    const { status, body } = await post(`/v1/cases/${encodeURIComponent(id)}/replies`, reply);
    // 202 where Temporal has not said within a moment that the case is over; it is kept all the same.
    expect([201, 202]).toContain(status);
    expect(body).toMatchObject({ afterEnd: true });
    await until(async () => (await stage.client.redriveOnce()).waiting.length === 0);
    const tasks = await until(async () => {
      const found = await stage.client.tasks({ caseId: id });
      return found.length > 0 && found;
    });
    expect(tasks).toMatchObject([{ kind: 'late-reply' }]);
  });

  test('is 202 while Temporal is away: kept, and told later', async () => {
    const { body } = await post('/v1/cases', alert());
    const id = String(body['id']);
    stage.wire.cut();
    const reply = { text: 'Yes.', source: 'portal', eventId: `cut-${id}` };
    const kept = await post(`/v1/cases/${encodeURIComponent(id)}/replies`, reply);
    const opened = await post('/v1/cases', alert());
    expect([kept.status, opened.status]).toEqual([202, 202]);
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({
      status: 'degraded',
      ledger: { ok: true },
      temporal: { ok: false },
    });
    stage.wire.mend();
    await until(async () => (await stage.client.redriveOnce()).waiting.length === 0);
    await until(async () => (await stage.client.show(id)).status === 'answered');
  });
});

describe('The gateway', () => {
  test('is healthy when ledger, Temporal and a worker answer', async () => {
    const answer = await fetch(`${url}/health`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      status: 'ok',
      ledger: { ok: true },
      temporal: { ok: true },
      worker: { ok: true },
      stuck: [],
      channels: [],
      unread: [],
    });
  });

  test('SND-12: a channel that is off is seen by whoever watches it', async () => {
    await stage.client.channelOff({ channel: 'text', reason: 'an incident', by: 'kim' });
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({
      status: 'degraded',
      channels: [{ channel: 'text', state: 'off', reason: 'an incident', by: 'kim' }],
    });
    await stage.client.channelOn({ channel: 'text', reason: 'over', by: 'kim' });
  });

  test('answers on this machine only, and not under a foreign name', async () => {
    expect(app.addresses()).toMatchObject([{ address: '127.0.0.1' }]);
    const host = 'evil.example.com';
    for (const headers of [{ host }, { host, authorization: 'Bearer made-up' }])
      expect((await app.inject({ url: '/health', headers })).statusCode).toBe(400);
  });

  test('says what is missing to this machine only', async () => {
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip'])
      expect((await app.inject({ url: '/health', headers: { [name]: '192.0.2.1' } })).json()).toEqual({
        status: 'ok',
      });
  });

  test('knows no other path', async () => {
    const answer = await fetch(`${url}/nowhere`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'FT-CLI-REQUEST' });
  });
});

describe('Without a ledger', () => {
  let down: Followthrough;
  let gateway: FastifyInstance;
  beforeAll(async () => {
    const temporal = { address: stage.address, namespace: stage.namespace };
    down = await connect({ ledgerUrl: 'postgres://nobody:x@127.0.0.1:1/none', temporal });
    gateway = createGateway(down);
  });
  afterAll(async () => {
    await gateway.close();
    await down.close();
  });

  test('nothing is acknowledged: 503, and when to try again', async () => {
    const host = { host: '127.0.0.1' };
    const opened = await gateway.inject({
      method: 'POST',
      url: '/v1/cases',
      headers: host,
      payload: alert(),
    });
    expect(opened.statusCode).toBe(503);
    expect(opened.headers['retry-after']).toBe('5');
    expect(opened.json()).toMatchObject({ code: expect.stringMatching(/^FT-LED-/) });
    const healthy = await gateway.inject({ url: '/health', headers: host });
    expect([healthy.statusCode, healthy.json<{ status: string }>().status]).toEqual([503, 'down']);
  });
});

async function post(path: string, body: unknown) {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Record<string, unknown>,
  };
}
