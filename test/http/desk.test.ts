import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { run } from '../cli/support/command.ts';
import { ago, atReview, brings, reviewOf } from '../client/support/accounts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { pdfText } from '../connectors/support/pdfText.ts';
import { bearer, callable, type Caller, once } from './support/gateway.ts';

jest.setTimeout(60_000);

const PROCEDURES = fileURLToPath(new URL('../client/procedures', import.meta.url));

let stage: Stage;
let caller: Caller;
beforeAll(async () => {
  stage = await openStage({ proceduresDir: PROCEDURES });
  await stage.startWorker();
  caller = await callable(stage);
});
afterAll(async () => {
  await caller?.close();
  await stage?.close();
});

const pathOf = (id: string, word: string) => `/v1/cases/${encodeURIComponent(id)}/${word}`;
const asSam = () => ({ 'followthrough-as': 'sam', ...once() });
type Item = Record<string, unknown>;
type Page = { items: Item[]; next: string | null };
const itemsOf = (body: Item) => body['items'] as Item[];
const command = (...args: string[]) =>
  run(args, {
    env: {
      DATABASE_URL: stage.ledgerUrl,
      TEMPORAL_ADDRESS: stage.address,
      TEMPORAL_NAMESPACE: stage.namespace,
    },
  });

test('an account is looked at over HTTP: what is owed, its letter, and an invoice that is disputed', async () => {
  const { caseId, played } = await atReview(stage, 'firm');
  const owed = (await caller.get(pathOf(caseId, 'statement'))).body;
  expect(owed).toMatchObject({
    caseId,
    standing: 'overdue',
    currencies: [
      { currency: 'USD', total: '1250.00', lines: [{ number: 'INV-1', due: ago(40), open: '1250.00' }] },
    ],
    disputed: [],
  });
  expect((await caller.get(pathOf(caseId, `statement?on=${ago(50)}`))).body).toMatchObject({
    standing: 'clear',
  });

  const headers = asSam();
  for (let times = 0; times < 2; times += 1) {
    const answer = await fetch(caller.url + pathOf(caseId, 'letter'), { method: 'POST', headers });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(pdfText(Buffer.from(await answer.arrayBuffer())).join('')).toContain('INV-1');
  }
  expect((await reviewOf(played)).logged).toMatchObject([{ action: 'letter', by: 'sam' }]);

  const none = await caller.post(pathOf(caseId, 'dispute'), { invoice: 'INV-9', reason: 'late' }, asSam());
  expect([none.status, none.body['code']]).toEqual([422, 'FT-CLI-INVOICE']);
  const disputed = { invoice: 'INV-1', reason: 'two boxes were empty' };
  const first = await caller.post(pathOf(caseId, 'dispute'), disputed, asSam());
  expect(first.body).toEqual({ changed: true, delivered: true });
  const again = await caller.post(pathOf(caseId, 'dispute'), disputed, asSam());
  expect(again.body).toEqual({ changed: false, delivered: true });
  expect((await caller.get(pathOf(caseId, 'statement'))).body).toMatchObject({
    standing: 'disputed',
    disputed: [{ number: 'INV-1', dispute: { reason: 'two boxes were empty' } }],
  });
});

test('the letters of all accounts are one file, and where none is due there is none', async () => {
  const headers = asSam();
  const printed = await caller.post('/v1/letters', {}, headers);
  expect([printed.status, printed.body]).toEqual([200, { pdf: null, cases: [], left: [] }]);
  expect((await caller.post('/v1/letters', {}, headers)).headers.get('idempotency-replayed')).toBe('true');
  await atReview(stage, 'firm');
  await atReview(stage, 'firm');
  const one = await stage.client.letterBatch({ by: 'sam', rehearsals: true, most: 1 });
  expect(one.cases).toHaveLength(1);
  expect(one.left).toEqual([
    { caseId: '', because: 'the batch is full with 1 letters: print the rest as another one.' },
  ]);
  const nobody = await caller.post(pathOf('dunning:erp:nobody', 'letter'), {}, asSam());
  expect([nobody.status, nobody.body['code']]).toEqual([404, 'FT-CLI-NO-CASE']);
});

test('the letters of a gateway that died before it answered are in the PDF of the repetition, and on record once', async () => {
  const { caseId, played } = await atReview(stage, 'firm');
  const { ledger } = stage.client;
  await ledger.updateTable('tasks').set({ rehearsal: false }).where('case_id', '=', caseId).execute();
  const headers = asSam();
  const first = (await caller.post('/v1/letters', {}, headers)).body;
  expect(first['cases']).toEqual([caseId]);
  await ledger.deleteFrom('requests').execute();
  expect((await caller.post('/v1/letters', {}, headers)).body).toEqual(first);
  const another = await caller.post('/v1/letters', {}, asSam());
  expect(another.body).toMatchObject({ pdf: null, cases: [] });
  expect((await reviewOf(played)).logged).toMatchObject([{ action: 'letter', by: 'sam' }]);
});

test('the same request gets the same PDF again when a letter of it is paid by now, without a copy being kept', async () => {
  const { caseId, customer } = await atReview(stage, 'firm');
  const { ledger } = stage.client;
  await ledger.updateTable('tasks').set({ rehearsal: false }).where('case_id', '=', caseId).execute();
  const key = `letters-${customer}`;
  const headers = { ...asSam(), 'idempotency-key': key };
  const first = await caller.post('/v1/letters', {}, headers);
  expect(first.body['cases']).toEqual([caseId]);
  await brings(stage, customer, [{ daysAgo: 40, paid: 100 }], { source: 'test', opens: undefined });
  const again = await caller.post('/v1/letters', {}, headers);
  expect([again.text, again.headers.get('idempotency-replayed')]).toEqual([first.text, 'true']);
  const kept = ledger.selectFrom('requests').select('body').where('key', '=', key);
  expect(await kept.executeTakeFirst()).toEqual({
    body: JSON.stringify({ pdf: '', cases: [caseId], left: [] }),
  });
});

test('levels that send by themselves are listed and switched, by a person', async () => {
  const levels = itemsOf((await caller.get('/v1/automation?procedure=dunning')).body);
  expect(levels.map(({ level, on }) => [level, on])).toContainEqual(['friendly', false]);
  expect((await caller.post('/v1/automation/dunning/friendly/on', {}, once())).status).toBe(400);
  const on = await caller.post('/v1/automation/dunning/friendly/on', {}, asSam());
  expect(on.body).toMatchObject({ level: 'friendly', on: true, by: 'sam' });
  const off = await caller.post('/v1/automation/dunning/friendly/off', {}, asSam());
  expect(off.body).toMatchObject({ on: false, since: null });
  const unknown = await caller.post('/v1/automation/dunning/gentle/on', {}, asSam());
  expect([unknown.status, unknown.body['code']]).toEqual([422, 'FT-CLI-LEVEL']);
});

test('what came in is listed with what it was taken for, page by page, and shown with its words', async () => {
  const from = `+1555010${process.pid % 1_000}`;
  for (const [eventId, text] of [
    ['in-1', 'STOP'],
    ['in-2', 'I will call you tomorrow.'],
    ['in-3', 'I am looking forward to it.'],
  ])
    await caller.post('/v1/inbound', { channel: 'text', source: 'gsm', eventId, text, address: from });
  const stops = itemsOf((await caller.get('/v1/inbox?class=opt-out')).body);
  expect(stops).toMatchObject([{ eventId: 'in-1', class: 'opt-out', channel: 'text', caseId: null }]);
  expect(stops[0]).not.toHaveProperty('text');
  const seen: unknown[] = [];
  for (let after = ''; ; ) {
    const page = (await caller.get(`/v1/inbox?limit=1${after}`)).body as unknown as Page;
    seen.push(...page.items.map(({ eventId }) => eventId));
    if (page.next === null) break;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
  expect(seen).toEqual(['in-3', 'in-2', 'in-1']);
  const id = String(stops[0]?.['id']);
  expect((await caller.get(`/v1/inbox/${id}`)).body).toMatchObject({ id, text: 'STOP', attachments: [] });
  const none = await caller.get('/v1/inbox/none');
  expect([none.status, none.body['code']]).toEqual([404, 'FT-CLI-NO-ITEM']);
  expect((await caller.get('/v1/inbox?class=nonsense')).status).toBe(400);

  const listed = (await command('inbox', '--class', 'opt-out')).stdout;
  expect(listed).toContain(id.slice(-8));
  expect(listed).toMatch(/opt-out .*STOP/);
  const shown = (await command('inbox', 'show', id.slice(-8))).stdout;
  expect(shown).toContain('taken for  opt-out (keyword)');
  expect(shown.trimEnd().endsWith('STOP')).toBe(true);
  const wrong = await command('inbox', 'show', 'none');
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('FT-CLI-NO-ITEM')]);
});

test('a report gets its hours over HTTP, and is paused, resumed and removed', async () => {
  const hours = { cron: '0 7 * * MON-FRI', zone: 'America/Los_Angeles' };
  const name = `report-${process.pid}`;
  const path = (word: string) => `/v1/reports/${name}/${word}`;
  const listed = async () =>
    itemsOf((await caller.get('/v1/reports')).body).find(({ report }) => report === name);
  expect((await caller.post(path('schedule'), hours, asSam())).body).toEqual({ done: true });
  const wrong = await caller.post(path('schedule'), { ...hours, zone: 'Nowhere' }, asSam());
  expect([wrong.status, wrong.body['code']]).toEqual([422, 'FT-INT-SCHEDULE']);
  expect((await caller.post(path('pause'), {}, asSam())).status).toBe(200);
  expect((await caller.post(path('resume'), {}, asSam())).status).toBe(200);
  await until(async () => ((await listed())?.['cron'] === hours.cron ? true : undefined));
  expect((await caller.post(path('remove'), {}, asSam())).status).toBe(200);
  const gone = await caller.post(path('run'), {}, asSam());
  expect([gone.status, gone.body['code']]).toEqual([404, 'FT-INT-REPORT']);
});

test('none of it is for a key that only brings things in', async () => {
  const intake = await stage.client.createKey({ name: 'crm', scopes: ['intake', 'reply'], by: 'sam' });
  const staff = await stage.client.createKey({ name: 'sam', scopes: ['staff'], person: 'sam', by: 'sam' });
  for (const path of ['/v1/inbox', '/v1/automation', '/v1/reports', '/v1/cases/x/statement']) {
    const refused = await caller.get(path, bearer(intake));
    expect([path, refused.status, refused.body['code']]).toEqual([path, 403, 'FT-HTTP-SCOPE']);
    expect([200, 404]).toContain((await caller.get(path, bearer(staff))).status);
  }
  const hours = { cron: '0 7 * * *', zone: 'UTC' };
  const only = await caller.post('/v1/reports/r/schedule', hours, { ...bearer(staff), ...once() });
  expect(only.status).toBe(403);
});
