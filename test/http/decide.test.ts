import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { decisionNotice } from '../../client/index.ts';
import { linksFor } from '../../client/decisions/notice.ts';
import { createGateway, listen } from '../../gateway/gateway.ts';
import { ending, openTaskOf, SOURCE, withStaff } from '../client/support/endings.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { type Folder, proceduresOfToday } from '../faults/support/folder.ts';

jest.setTimeout(60_000);

const DAY = 24 * 3_600_000;

let folder: Folder;
let stage: Stage;
let app: FastifyInstance;
let base: string;
const logged: string[] = [];
beforeAll(async () => {
  folder = await proceduresOfToday(SOURCE);
  stage = await openStage({ proceduresDir: folder.path });
  await stage.startWorker();
  await withStaff(stage.client);
  app = createGateway(stage.client, { logger: pino({}, { write: (line) => void logged.push(line) }) });
  base = `http://127.0.0.1:${await listen(app, 0)}`;
});
afterAll(async () => {
  await app?.close();
  await stage?.close();
  await folder?.remove();
});

/** A case that asks, and the link of one person to one answer. */
async function asked(person = 'morgan', answer = 'approve', now = Date.now()) {
  const { client } = stage;
  const { id } = await client.openCase(ending({ contact: { name: '<b>Chris</b> & Co', portal: 'chris' } }));
  const { id: task } = await openTaskOf(client, id, 'decision');
  const notice = await decisionNotice(client.ledger, task);
  const links = await linksFor(client.ledger, notice, { person, base, now });
  return { id, task, url: links.find(({ option }) => option === answer)?.url ?? '' };
}

async function get(url: string) {
  const answer = await fetch(url);
  return { status: answer.status, headers: answer.headers, page: await answer.text() };
}

async function post(url: string, form: Record<string, string>) {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  return { status: answer.status, page: await answer.text() };
}

const doneOf = (caseId: string) => stage.client.tasks({ caseId, state: 'done' });
const approvals = (caseId: string) =>
  stage.client.ledger.selectFrom('approvals').selectAll().where('case_id', '=', caseId).execute();

describe('A link to a decision', () => {
  test('shows the question, the history and a form with the answer chosen; what people wrote is no HTML', async () => {
    const { id, url } = await asked();
    await stage.client.hold(id, { by: 'kim', reason: '<script>alert(1)</script>' });
    await until(async () => (await stage.client.history(id)).some(({ words }) => words.includes('script')));
    const { status, page, headers } = await get(url);
    expect(status).toBe(200);
    expect(page).toContain('To be approved: end-programme');
    expect(page).toContain('value="approve" required checked');
    expect(page).toContain('&lt;b&gt;Chris&lt;/b&gt; &amp; Co');
    expect(page).toContain('case opened');
    expect(page).not.toContain('<script');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('decides nothing by being opened, however often and by whatever scans mail', async () => {
    const { id, url } = await asked();
    await Promise.all([get(url), get(url), fetch(url, { method: 'HEAD' })]);
    expect(await approvals(id)).toEqual([]);
    expect(await openTaskOf(stage.client, id, 'decision')).toMatchObject({ state: 'open' });
  });

  test('decides by the form, under the name of the person it was sent to', async () => {
    const { id, url } = await asked();
    const { status, page } = await post(url, { option: 'approve', reason: 'agreed by phone' });
    expect([status, page.includes('on record: approve')]).toEqual([200, true]);
    expect(await approvals(id)).toMatchObject([{ approved_by: 'morgan', act: 'end-programme' }]);
    const [done] = await until(async () => {
      const all = await doneOf(id);
      return all.length > 0 && all;
    });
    expect(done).toMatchObject({ option: 'approve', closed_by: 'morgan', note: 'agreed by phone' });
  });

  test('asks for a reason where one is needed, and keeps the answer that was chosen', async () => {
    const { id, url } = await asked('morgan', 'decline');
    const { status, page } = await post(url, { option: 'decline', reason: '  ' });
    expect(status).toBe(422);
    expect(page).toContain('needs a reason');
    expect(page).toContain('value="decline" required checked');
    expect(await doneOf(id)).toEqual([]);
    expect((await post(url, { option: 'decline', reason: 'not yet' })).status).toBe(200);
  });

  test('that has been used says so, and what was answered and when', async () => {
    const { url } = await asked();
    await post(url, { option: 'approve' });
    for (const again of [await get(url), await post(url, { option: 'decline', reason: 'oh' })]) {
      expect(again.status).toBe(410);
      expect(again.page).toMatch(/You have answered this on \d{4}-.*: approve\. The first answer counts/);
    }
  });

  test('of two people: the second is told who was first', async () => {
    const { task, url } = await asked('morgan');
    await stage.client.decide(task, 'decline', { by: 'kim', reason: 'no' });
    const { status, page } = await post(url, { option: 'approve' });
    expect(status).toBe(410);
    expect(page).toMatch(/kim has answered this on \d{4}-.*: decline/);
  });

  test('that something has overtaken says so', async () => {
    const { id, url } = await asked();
    await stage.client.withdraw(id, { by: 'sam' });
    await until(async () => (await stage.client.show(id)).status === 'closed');
    const { status, page } = await get(url);
    expect(status).toBe(410);
    expect(page).toContain('This is no longer asked');
  });

  test('expires after a week', async () => {
    const { url } = await asked('morgan', 'approve', Date.now() - 8 * DAY);
    const { status, page } = await post(url, { option: 'approve' });
    expect([status, page.includes('This link has expired')]).toEqual([410, true]);
  });

  test('is of no use to somebody who does not answer for the role any more', async () => {
    const { url } = await asked('sam');
    const { status, page } = await post(url, { option: 'approve' });
    expect([status, page.includes('not for you any more')]).toEqual([410, true]);
  });

  test('that was made up, changed or cut short is none of ours', async () => {
    const { url } = await asked();
    const token = new URL(url).pathname.split('/').at(-1) ?? '';
    const [payload = '', signature = ''] = token.split('.');
    const read = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [string, string, number];
    const other = Buffer.from(JSON.stringify([read[0], 'kim', read[2]])).toString('base64url');
    for (const wrong of [`${other}.${signature}`, payload, `${payload}.`, token.slice(0, -4), 'x'])
      expect((await get(`${base}/decide/${wrong}`)).status).toBe(404);
  });

  test('holds ids only, and does not stand in the log', async () => {
    const { url, task } = await asked();
    await get(url);
    const [payload = ''] = (new URL(url).pathname.split('/').at(-1) ?? '').split('.');
    const read = JSON.parse(Buffer.from(payload, 'base64url').toString()) as unknown[];
    expect(read).toEqual([task, 'morgan', expect.any(Number)]);
    expect(logged.join('')).not.toContain(payload);
  });

  test('forms are taken here only', async () => {
    const answer = await fetch(`${base}/v1/cases`, {
      method: 'POST',
      body: new URLSearchParams({ procedure: 'ending' }),
    });
    expect(answer.status).toBe(415);
  });
});
