import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { hooksOf } from '../../gateway/hooks/all.ts';
import { unsubscribeToken } from '../../ledger/contactRules/unsubscribe.ts';
import { forgetTries } from '../../ledger/channels/tries.ts';
import { claimNew } from '../../ledger/claims.ts';
import { forgetRequests } from '../../ledger/requests.ts';
import { forgetSlackCalls } from '../../ledger/slack/calls.ts';
import { newId } from '../../ledger/id.ts';
import { mailSecret } from '../../ledger/inbox/leads.ts';
import { instant } from '../../ledger/values.ts';
import { ticket } from '../client/support/alerts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { callable, type Caller } from './support/gateway.ts';

jest.setTimeout(60_000);

let stage: Stage;
let caller: Caller;
beforeAll(async () => {
  stage = await openStage();
  caller = await callable(stage, { hooks: hooksOf({}, stage.client) });
});
afterAll(async () => {
  await caller?.close();
  await stage?.close();
});

/** An email that has gone out, and the link in it. */
async function emailed(address: string): Promise<string> {
  const { ledger } = stage.client;
  const { id: caseId } = await stage.client.openCase(ticket({ contact: { email: address } }));
  const work = { caseId, round: 1, pass: 0, key: 'day-1', effect: 0, channel: 'email' };
  const id = newId();
  const content = {
    mediaType: 'message/rfc822',
    body: Buffer.from(id),
    subject: 'Hello',
    text: '',
    messageId: null,
  };
  const at = Date.now();
  const decision = { ...work, at, allowed: true, rule: 'all', reason: null, purpose: 'informational' };
  await claimNew(
    ledger,
    {
      ...work,
      id,
      verb: 'send',
      name: 'hello',
      recipient: address,
      attempt: true,
      warnsOf: null,
      connector: 'smtp',
      content,
    },
    { at, leaseUntil: null, localDay: '2026-03-10', decision, state: 'sending' },
  );
  return `/hooks/unsubscribe/${unsubscribeToken(id, await mailSecret(ledger))}`;
}

const optedOut = async (address: string) =>
  (await stage.client.optOuts({ address })).map(({ channel }) => channel);

test('a scanner that opens the link to unsubscribe changes nothing; the reader’s click does, at once', async () => {
  const link = await emailed('reader@example.com');
  const shown = await caller.get(link);
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(shown.text).toContain('<button');
  expect(shown.headers.get('referrer-policy')).toBe('no-referrer');
  expect(await optedOut('reader@example.com')).toEqual([]);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  for (const _ of ['the mail program', 'and again']) {
    const done = await caller.send(link, {
      method: 'POST',
      headers: form,
      body: 'List-Unsubscribe=One-Click',
    });
    expect(done.status).toBe(200);
  }
  expect(new Set(await optedOut('reader@example.com'))).toEqual(new Set(['email']));
});

test('LAW-8: 61 days later the link in an email still works, with one click, without a login and without cookies', async () => {
  const link = await emailed('late@example.com');
  const { ledger } = stage.client;
  const sent = Date.now() - 61 * 24 * 3_600_000;
  const id = link.split('/').at(-1)?.split('.')[0] ?? '';
  await ledger
    .updateTable('intents')
    .set({ created_at: instant(sent) })
    .where('id', '=', id)
    .execute();
  await ledger
    .updateTable('cases')
    .set({
      opened_at: instant(sent),
      status: 'closed',
      outcome: 'withdrawn',
      closed_at: instant(sent),
    })
    .where('id', 'in', ledger.selectFrom('intents').select('case_id').where('id', '=', id))
    .execute();
  await forgetTries(ledger, Date.now());
  await forgetRequests(ledger, Date.now());
  await forgetSlackCalls(ledger, Date.now());
  const done = await caller.send(link, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect([done.status, done.headers.get('set-cookie'), done.headers.get('www-authenticate')]).toEqual([
    200,
    null,
    null,
  ]);
  expect(await optedOut('late@example.com')).toEqual(['email']);
});

test('a link that we have not made opts nobody out', async () => {
  const link = await emailed('other@example.com');
  const wrong = link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A');
  for (const each of [wrong, '/hooks/unsubscribe/none', `${link}.x`]) {
    expect((await caller.get(each)).status).toBe(404);
    expect((await caller.send(each, { method: 'POST' })).status).toBe(404);
  }
  expect(await optedOut('other@example.com')).toEqual([]);
});
