import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { alert, ticket } from '../client/support/alerts.ts';
import { checkIn, listOf } from '../client/support/lists.ts';
import { suppress } from '../../ledger/suppressions.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { callable, type Caller, once } from './support/gateway.ts';

jest.setTimeout(120_000);

const DAY = 86_400_000;

let stage: Stage;
let caller: Caller;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
  caller = await callable(stage);
});
afterAll(async () => {
  await caller?.close();
  await stage?.close();
});

const pathOf = (id: unknown, word = '') => `/v1/cases/${encodeURIComponent(String(id))}${word}`;
const asPat = () => ({ 'followthrough-as': 'pat', ...once() });
type Page = { items: Record<string, unknown>[]; next: string | null };

/** Everything that a list has, asked for one by one. */
async function pagesOf(path: string): Promise<unknown[]> {
  const items: unknown[] = [];
  for (let after = ''; ; ) {
    const { status, body } = await caller.get(`${path}?limit=1${after}`);
    expect(status).toBe(200);
    const page = body as unknown as Page;
    items.push(...page.items);
    if (page.next === null) return items;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}

describe('A case over HTTP', () => {
  test('is shown with its dates, its tasks and what happened in it, in words and in UTC', async () => {
    const { body } = await caller.post('/v1/cases', alert());
    await until(async () => (await stage.client.summary(String(body['id']))).nextAt !== null);
    const shown = (await caller.get(pathOf(body['id']))).body;
    expect(shown).toMatchObject({
      status: 'waiting',
      contact: { name: 'Dr. Pat Example', portal: 'example-dental' },
      facts: { 'doctor-name': 'Example' },
      nextAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      plan: { zone: 'America/Los_Angeles' },
    });
    const plan = (await caller.get(pathOf(body['id'], '/plan'))).body as unknown as Page;
    expect(plan.items.map(({ does }) => does).flat()).toContain('send-portal:reminder-1');
    await until(async () => (await stage.client.timeline(String(body['id']))).length > 1);
    const timeline = (await caller.get(pathOf(body['id'], '/timeline'))).body as unknown as Page;
    expect(timeline.items[0]).toMatchObject({ what: 'opened', words: 'case opened' });
    expect(await pagesOf(pathOf(body['id'], '/timeline'))).toHaveLength(timeline.items.length);
  });

  test('may count by a calendar of its own, which must be one that there is', async () => {
    const { body } = await caller.post('/v1/cases', alert({ calendar: 'support-desk' }));
    const shown = (await caller.get(pathOf(body['id']))).body;
    expect(shown).toMatchObject({ calendar: 'support-desk', plan: { zone: 'Australia/Sydney' } });
    const wrong = await caller.post('/v1/cases', alert({ calendar: 'suport-desk' }));
    expect([wrong.status, wrong.body['code']]).toEqual([422, 'FT-CLI-CALENDAR']);
    expect(wrong.body['detail']).toContain('Did you mean "support-desk"?');
  });

  test('is held, resumed, answered, settled by whom the request names, each once', async () => {
    const { body } = await caller.post('/v1/cases', ticket());
    const id = body['id'];
    const tomorrow = new Date(Date.now() + DAY).toISOString();
    const held = await caller.post(pathOf(id, '/hold'), { until: tomorrow, reason: 'on leave' }, asPat());
    expect(held.body).toMatchObject({ delivered: true, view: { status: 'held', nextAt: tomorrow } });
    expect((await caller.post(pathOf(id, '/resume'), {}, asPat())).body['view']).toMatchObject({
      status: 'waiting',
    });
    const refused = await caller.post(pathOf(id, '/settle'), {}, asPat());
    expect([refused.status, refused.body['code']]).toEqual([409, 'FT-CLI-REFUSED']);
    await caller.post(pathOf(id, '/replies'), { text: 'It works.', source: 'desk', eventId: String(id) });
    await until(async () => (await stage.client.show(String(id))).tasks.some(({ kind }) => kind === 'reply'));
    const tasks = (await caller.get(`/v1/tasks?case=${encodeURIComponent(String(id))}`))
      .body as unknown as Page;
    expect(tasks.items).toMatchObject([
      { kind: 'reply', options: expect.arrayContaining([expect.objectContaining({ option: 'settle' })]) },
    ]);
    const task = String(tasks.items[0]?.['id']);
    expect((await caller.get(`/v1/tasks/${task}`)).body).toMatchObject({ answered: true, stopped: null });
    const done = await caller.post(`/v1/tasks/${task}/complete`, { option: 'settle' }, asPat());
    expect(done.body['view']).toMatchObject({ status: 'closed', outcome: 'answered' });
    const late = await caller.post(`/v1/tasks/${task}/complete`, { option: 'settle' }, asPat());
    expect([late.status, late.body['code']]).toEqual([409, 'FT-CLI-TASK-DONE']);
    const told = (await stage.client.history(String(id))).map(({ words }) => words).join('\n');
    expect(told).toContain('put on hold, by pat until');
  });

  test('is found by filters, page after page, none twice and none left out', async () => {
    const source = `pages-${process.pid}`;
    const opened = new Set<unknown>();
    for (let index = 0; index < 5; index += 1)
      opened.add((await caller.post('/v1/cases', alert({ source, id: `page-${index}` }))).body['id']);
    const seen: unknown[] = [];
    let after = '';
    for (;;) {
      const page = (await caller.get(`/v1/cases?source=${source}&limit=2${after}`)).body as unknown as Page;
      seen.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
    expect(seen).toHaveLength(5);
    expect(new Set(seen)).toEqual(opened);
    expect((await caller.get(`/v1/cases?source=${source}&status=closed`)).body['items']).toEqual([]);
    expect((await caller.get('/v1/cases?colour=red')).status).toBe(400);
    expect((await caller.get('/v1/cases?after=xyz')).body['code']).toBe('FT-CLI-PAGE');
  });
});

describe('Many cases at once', () => {
  test('are opened line by line, each with its own result; the same list again opens nothing', async () => {
    const lines = [
      JSON.stringify(alert({ id: 'bulk-1' })),
      JSON.stringify(alert({ id: 'bulk-2' })),
      '',
      '{"procedure":',
      JSON.stringify({ ...alert(), colour: 'red' }),
      JSON.stringify(alert({ id: 'bulk-3', facts: {} })),
      JSON.stringify(alert({ id: 'bulk-1' })),
    ].join('\n');
    const sent = () =>
      caller.send('/v1/cases/bulk', {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: lines,
      });
    const results = async () =>
      (await sent()).text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { line: number; status: number; problem?: { code: string } })
        .sort((a, b) => a.line - b.line);
    const first = await results();
    expect(first.map(({ line }) => line)).toEqual([1, 2, 4, 5, 6, 7]);
    expect(first.map(({ problem }) => problem?.code?.replace(/FT-FCT.*/, 'FT-FCT') ?? null)).toEqual([
      null,
      null,
      'FT-CLI-REQUEST',
      'FT-CLI-REQUEST',
      'FT-FCT',
      null,
    ]);
    expect(first.slice(0, 2).map(({ status }) => status)).toContain(201);
    const again = await results();
    expect(again.map(({ status }) => status)).toEqual([200, 200, 400, 400, 422, 200]);
  });

  test('come as a file, are imported by the mapping, and each row has its result; progress is told', async () => {
    const rows = [checkIn(), checkIn({ Email: 'no address' }), checkIn()];
    const body = readFileSync(listOf(rows));
    const answer = await caller.send('/v1/uploads?procedure=missed-check-in&list=monday.csv', {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body,
    });
    expect([answer.status, answer.body['bytes']]).toEqual([202, body.length]);
    const events = await caller.get(`${answer.headers.get('location')}/progress`);
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    const [, last = '{}'] = /event: end\ndata: (.*)\n/.exec(events.text) ?? [];
    const ended = JSON.parse(last) as Record<string, unknown>;
    expect(ended).toMatchObject({ state: 'done', rows: 3, done: 3, error: null });
    const became = (await caller.get(`/v1/imports/${String(ended['import'])}/rows`)).body as unknown as Page;
    expect(became.items.map(({ row, outcome }) => [row, outcome])).toEqual([
      [2, 'opened'],
      [3, 'error'],
      [4, 'opened'],
    ]);
    const parts = await stage.client.ledger.selectFrom('upload_parts').selectAll().execute();
    expect(parts).toEqual([]);
  });

  test('a file that was acknowledged is imported by the next gateway when the first one dies', async () => {
    const { ledger } = stage.client;
    const rows = [checkIn()];
    await caller.app.close();
    const file = readFileSync(listOf(rows));
    // As a gateway leaves it that is killed right behind its answer.
    const { addPart, beginUpload, uploadReceived } = await import('../../ledger/uploads.ts');
    const given = { procedure: 'missed-check-in', variant: null, list: 'left.csv', begun_by: 'pat' };
    const id = await beginUpload(ledger, given);
    await addPart(ledger, id, 0, file);
    await uploadReceived(ledger, id, file.length);
    caller = await callable(stage);
    const done = await until(async () => {
      const { body } = await caller.get(`/v1/uploads/${id}`);
      return body['state'] === 'done' && body;
    });
    expect(done).toMatchObject({ rows: 1, done: 1 });
  });

  test('a file that is no list fails with its reason, and one of a procedure without a mapping is not taken', async () => {
    const upload = (procedure: string) =>
      caller.send(`/v1/uploads?procedure=${procedure}`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: 'a,b\n1,2\n',
      });
    const taken = await upload('missed-check-in');
    const failed = await until(async () => {
      const { body } = await caller.get(`/v1/uploads/${String(taken.body['id'])}`);
      return body['state'] === 'failed' && body;
    });
    expect(failed).toMatchObject({ error: { code: 'FT-INT-HEADER' } });
    const none = await upload('customer-statement');
    expect([none.status, none.body['code']]).toEqual([422, 'FT-INT-NO-MAPPING']);
  });
});

describe('An event of another system', () => {
  const event = (given: { id: string; sent?: number }) => ({
    ticket: {
      id: given.id,
      requester: { email: 'chris@example.com', name: 'Chris Example' },
      issue: 'the printer prints blank pages',
      tags: ['printer'],
    },
    'solution-sent': new Date(given.sent ?? Date.now() + DAY).toISOString(),
  });

  test('opens a case by the mapping of the procedure; the same event again changes nothing', async () => {
    const given = event({ id: `T-${process.pid}-1` });
    const first = await caller.post('/v1/events/three-follow-ups', given);
    expect([first.status, first.body['outcome']]).toEqual([201, 'opened']);
    expect(first.body['caseId']).toMatch(/^three-follow-ups:ticket-desk:email-[0-9a-f]{16}\/T-/);
    const again = await caller.post('/v1/events/three-follow-ups', given);
    expect([again.status, again.body['outcome']]).toEqual([200, 'already-running']);
    const lacking = await caller.post('/v1/events/three-follow-ups', { ticket: { id: 'T-2' } });
    expect([lacking.status, lacking.body['code']]).toEqual([422, 'FT-INT-EVENT']);
    expect(lacking.body['detail']).toContain('there is no column "ticket.requester.email"');
  });

  test('starts a new round once we have answered, counted from its own day zero', async () => {
    const id = `T-${process.pid}-3`;
    const sent = Date.now() + DAY;
    const { body } = await caller.post('/v1/events/three-follow-ups', event({ id, sent }));
    const caseId = String(body['caseId']);
    const later = event({ id, sent: sent + 3 * DAY });
    const path = '/v1/events/three-follow-ups/new-round';
    expect((await caller.post(path, later)).body).toMatchObject({
      outcome: 'already-running',
      reason: 'Nobody has answered since, so the case goes on with its dates.',
    });
    await caller.post(pathOf(caseId, '/replies'), { text: 'It does not.', source: 'desk', eventId: id });
    await until(async () => (await stage.client.show(caseId)).status === 'answered');
    const latest = event({ id, sent: sent + 4 * DAY });
    expect((await caller.post(path, latest)).body['outcome']).toBe('new-round');
    const state = await until(async () => {
      const shown = await stage.client.show(caseId);
      return shown.round === 2 && shown.nextAt !== null && shown;
    });
    expect(state.nextAt).toBeGreaterThan(sent + 5 * DAY);
    expect((await caller.post(path, latest)).body['outcome']).not.toBe('opened');
  });
});

describe('Procedures over HTTP', () => {
  test('are listed, checked, explained and previewed without opening anything', async () => {
    const { items } = (await caller.get('/v1/procedures')).body as unknown as Page;
    expect(items.find(({ name }) => name === 'case-alert')).toMatchObject({
      sound: true,
      variants: ['2', '5'],
      takesEvents: true,
    });
    expect((await caller.get('/v1/procedures/check')).body).toEqual({ sound: true, problems: [] });
    const said = (await caller.get('/v1/procedures/case-alert/explanation?variant=5')).body['text'];
    expect(said).toContain('A case alert waits');
    const preview = await caller.post('/v1/procedures/case-alert/preview', {
      facts: { 'alert-sent': '2026-03-06T17:01:00-08:00' },
    });
    expect(preview.body).toMatchObject({ zone: 'America/Los_Angeles' });
    expect((preview.body['steps'] as unknown[]).length).toBeGreaterThan(3);
    const nothing = await caller.get('/v1/procedures/no-such/explanation');
    expect([nothing.status, nothing.body['code']]).toEqual([422, 'FT-CLI-PROCEDURE']);
  });

  test('tell their versions, and open cases are moved by an admin who looks first', async () => {
    await caller.post('/v1/cases', alert());
    const { items } = (await caller.get('/v1/procedures/case-alert/versions')).body as unknown as Page;
    expect(items).toMatchObject([{ version: 1, onDisk: true }]);
    const looked = await caller.post('/v1/recalculate', { procedure: 'case-alert', limit: 2 }, asPat());
    expect(looked.status).toBe(200);
    expect(looked.body['counts']).toMatchObject({ changed: 0 });
  });
});

describe('What people read', () => {
  test('is a page of the API that needs nothing from anywhere else', async () => {
    const document = (await caller.get('/openapi.json')).body;
    expect(document['openapi']).toBe('3.1.0');
    const paths = document['paths'] as Record<
      string,
      Record<string, { operationId?: string; tags: string[]; responses: object }>
    >;
    const operations = Object.values(paths).flatMap((each) => Object.values(each));
    expect(operations.length).toBeGreaterThan(60);
    const declared = (document['tags'] as { name: string }[]).map(({ name }) => name);
    expect(operations.flatMap(({ tags }) => tags).filter((tag) => !declared.includes(tag))).toEqual([]);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    expect(operations.filter(({ responses }) => !('4XX' in responses) || !('503' in responses))).toEqual([]);
    const page = await caller.get('/docs/');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      expect(link).not.toMatch(/^(https?:)?\/\//);
      expect((await caller.get(new URL(link, `${caller.url}/docs/`).pathname)).status).toBe(200);
    }
  });

  test('the suppression list has who said no, whatever way, and an agreement takes them off it', async () => {
    const address = `no-${process.pid}@example.com`;
    await caller.post('/v1/opt-outs', { address, channel: 'email', evidence: 'on the phone' });
    const listed = async () =>
      ((await caller.get(`/v1/opt-outs?address=${address}`)).body as unknown as Page).items;
    expect(await listed()).toMatchObject([{ address, channel: 'email', reason: 'opted-out' }]);
    const text = {
      channel: 'portal',
      source: 'portal',
      eventId: `stop-${address}`,
      text: 'STOP',
      address: `other-${address}`,
    };
    expect((await caller.post('/v1/inbound', text)).body).toMatchObject({ class: 'opt-out' });
    const agreed = { address, channel: 'email', evidence: 'form 7', purposes: ['informational'] };
    expect((await caller.post('/v1/opt-ins', agreed, asPat())).status).toBe(201);
    expect((await listed())[0]).toMatchObject({ agreedSince: ['informational'] });
  });

  test('people, imports and erasures come page by page, each once', async () => {
    const { client } = stage;
    for (const email of ['erased-1@example.com', 'erased-2@example.com']) {
      await client.optOut({ address: email, channel: 'email', source: 'desk', by: 'pat' });
      await client.erasures.erase({ email, reason: 'asked for', by: 'pat' });
    }
    for (const path of ['/v1/people', '/v1/imports', '/v1/erasures']) {
      const whole = (await caller.get(`${path}?limit=500`)).body as unknown as Page;
      expect(await pagesOf(path)).toEqual(whole.items);
    }
    expect((await caller.get('/v1/people?after=nobody')).body).toMatchObject({ code: 'FT-CLI-PAGE' });
  });

  test('the suppression list has both kinds, page by page; a blocked address is used again by a person’s word', async () => {
    const address = `gone-${process.pid}@example.com`;
    await caller.post('/v1/opt-outs', { address, channel: 'email', evidence: 'on the phone' });
    for (const channel of ['email', 'text'])
      await suppress(stage.client.ledger, channel, address, 'address-refused', Date.now());
    const kinds: unknown[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const more: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
      const { status, body } = await caller.get(`/v1/suppressions?limit=1&address=${address}${more}`);
      expect(status).toBe(200);
      kinds.push(...(body as unknown as Page).items.map((item) => [item['kind'], item['channel']]));
      after = (body as unknown as Page).next;
    }
    expect(kinds).toEqual([
      ['blocked', 'email'],
      ['blocked', 'text'],
      ['opt-out', 'email'],
    ]);
    const right = { address, channel: 'email', reason: 'The mailbox is there again.' };
    expect((await caller.post('/v1/suppressions/unblock', right, asPat())).status).toBe(200);
    const again = await caller.post('/v1/suppressions/unblock', right, asPat());
    expect(again).toMatchObject({ status: 409, body: { code: 'FT-CLI-NOT-BLOCKED' } });
    expect((await caller.get('/v1/suppressions?after=nowhere')).body).toMatchObject({ code: 'FT-CLI-PAGE' });
  });

  test('an email comes whole and is understood', async () => {
    const mail = [
      'From: Chris Example <chris@example.com>',
      'To: desk@example.com',
      'Subject: Re: printer',
      `Message-ID: <one-${process.pid}@example.com>`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      'It still does not work.',
    ].join('\r\n');
    const send = () =>
      caller.send('/v1/inbound/mail?source=desk&eventId=mail-1', {
        method: 'POST',
        headers: { 'content-type': 'message/rfc822' },
        body: mail,
      });
    const first = await send();
    expect(first.status).toBeLessThan(203);
    expect(first.body).toMatchObject({ class: 'human-reply', repeated: false });
    expect((await send()).body).toMatchObject({ repeated: true, id: first.body['id'] });
  });
});
