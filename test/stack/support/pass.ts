import assert from 'node:assert/strict';
import { until } from '../../client/support/until.ts';
import { caseOf, decisionOf, get, open, PATIENCE, post, reply } from './calls.ts';
import type { Stack } from './stack.ts';

/** Of somebody who does not have the portal's. */
const FORGED = `whsec_${Buffer.from('of somebody else, as long as it takes').toString('base64')}`;

/** One pass over HTTP, with programs killed in between. */
export async function pass(at: Stack, secret: string, say: (line: string) => void): Promise<void> {
  await at.once('temporal-schema');
  await at.once('temporal-schema');
  say('ok  the schema of Temporal is set up, and a second time changes nothing');
  await at.start('temporal');
  say('ok  Temporal runs on PostgreSQL');
  assert.match(await at.once('prepare'), /namespace followthrough keeps finished cases for 30 days/);
  assert.match(await at.once('prepare'), /0 migrations were missing/);
  say('ok  ledger, namespace and search attributes are prepared, and a second time changes nothing');

  const command = async (...words: string[]) => JSON.parse(await at.once('prepare', [...words, '--json']));
  await at.once('prepare', [
    'people',
    'add',
    'morgan',
    '--name',
    'Morgan Example',
    '--role',
    'manager',
    '--as',
    'morgan',
  ]);
  const made = ['keys', 'create', '--as', 'morgan', '--name'];
  const desk = (await command(...made, 'Desk', '--scope', 'intake', '--scope', 'reply')).secret as string;
  const staff = (await command(...made, 'Morgan', '--scope', 'staff', '--person', 'morgan')).secret as string;
  await at.start('gateway');
  await at.start('worker');
  await until(async () => (await get(at, '/health')).status === 'ok', PATIENCE);
  say('ok  gateway and two workers run from what the image holds, and are well');

  // It fails, and so does this, when one of them ends otherwise than it must.
  const played = await at.once('prepare', ['rehearse', '--all']);
  const [ways] = /^\d+ ways through \d+ procedures: each ended as it must/m.exec(played) ?? [];
  assert.ok(ways, played.slice(-2_000));
  say(`ok  ${ways}`);

  assert.equal((await fetch(`${at.url}/v1/cases`)).status, 401);
  const answered = await open(at, desk);
  const approved = await open(at, desk);
  const task = await decisionOf(at, staff, approved);
  say('ok  cases that come in over HTTP with a key ask their manager; without a key nobody gets in');

  await at.kill('worker');
  await at.kill('temporal');
  assert.equal(await reply(at, answered, secret), 204);
  assert.equal(await reply(at, answered, FORGED), 403);
  assert.equal((await get(at, '/health')).status, 'degraded');
  say('ok  with workers and server killed a signed reply is taken and kept, a forged one is not');

  await at.start('temporal');
  await at.start('worker');
  await until(async () => (await get(at, caseOf(answered), staff)).status === 'answered', PATIENCE);
  say('ok  after their return the reply stops its case');

  const decided = await post(at, `/v1/tasks/${task}/decide`, staff, { option: 'approve' });
  assert.ok(decided.ok, `the decision was refused: ${await decided.text()}`);
  await at.kill('worker');
  await at.kill('gateway');
  await at.start('gateway');
  await at.start('worker');
  const lines = await until(async () => {
    const { items } = await get(at, `${caseOf(approved)}/timeline`, staff);
    return JSON.stringify(items).includes('final-message') ? (items as object[]) : null;
  }, PATIENCE);
  assert.equal(lines.length > 0, true);
  const sent = await get(at, `/v1/outbox?case=${encodeURIComponent(approved)}`, staff);
  assert.equal(sent.items.length, 1);
  assert.equal((await get(at, `/v1/outbox?case=${encodeURIComponent(answered)}`, staff)).items.length, 0);
  say('ok  an approved decision survives its workers and gateway, and its message goes out once');
  assert.equal((await get(at, caseOf(answered), staff)).status, 'answered');
  say('ok  everything is still there');
}
