import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Certificate, OpenCase } from '../../client/index.ts';
import { isIntact } from '../../ledger/erasure/certificate.ts';
import { run } from '../cli/support/command.ts';
import { bearer, callable } from '../http/support/gateway.ts';
import { alert, ticket } from './support/alerts.ts';
import { openStage, type Stage } from './support/stage.ts';
import { CANARY, keepCopy, leaveTraces, restoreCopy, tablesWith, WORDS } from './support/traces.ts';
import { until } from './support/until.ts';

jest.setTimeout(120_000);

let stage: Stage;
let folder: string;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
  folder = await mkdtemp(join(tmpdir(), 'followthrough-erasures-'));
}, 60_000);
afterAll(async () => {
  await stage?.close();
  await rm(folder, { recursive: true, force: true });
});

const open = (given: Partial<OpenCase>) => stage.client.openCase(alert(given));
const erase = (who: object, more: object = {}) =>
  stage.client.erasures.erase({ ...who, reason: 'request 17 of 3 March', by: 'kim', ...more });

/** Files of the servers' folder in which one of the words stands. */
async function filesWith(path: string, words: RegExp): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const text = await readFile(file, 'latin1').catch(() => '');
    if (words.test(text)) found.push(file);
  }
  return found;
}

describe('An erasure', () => {
  let cases: string[];
  let certificate: Certificate;
  beforeAll(async () => {
    cases = await leaveTraces(stage);
  }, 120_000);

  test('LAW-11: is shown before it is done: what would go, what would stay and why', async () => {
    const before = await tablesWith(stage, WORDS);
    for (const table of [
      'cases',
      'commands',
      'consents',
      'contact_changes',
      'contents',
      'import_rows',
      'inbound',
      'inbox',
      'inconvenient',
      'intents',
      'open_item_changes',
      'open_items',
      'outbox',
      'requests',
      'tasks',
      'timeline',
    ])
      expect(before).toContain(table);
    const seen = await stage.client.erasures.preview({ email: CANARY.email, by: 'kim' });
    expect(seen.cases.map(({ id }) => id)).toEqual(expect.arrayContaining(cases));
    expect(seen.removed).toMatchObject({ cases: 6, inconvenient: 1 });
    expect(seen.kept.map(({ table }) => table)).toEqual(
      expect.arrayContaining(['consents', 'open_items', 'open_item_changes']),
    );
    expect(await tablesWith(stage, WORDS)).toEqual(before);
  });

  test('LAW-11: leaves nothing of the person in any table, in Temporal, or in a file of its', async () => {
    await keepCopy(stage);
    const done = await erase({ email: CANARY.email });
    expect(done.certificate).not.toBeNull();
    certificate = done.certificate as Certificate;
    expect(certificate).toMatchObject({
      by: 'kim',
      role: 'manager',
      cases: 6,
      stillNamed: {},
      previous: null,
    });
    expect(certificate.runs.ended).toBeGreaterThanOrEqual(2);
    // Temporal has taken note, and does it within a minute: nobody waits for that here.
    expect(certificate.runs.deleted).toBeGreaterThanOrEqual(6);
    expect(isIntact(certificate)).toBe(true);
    expect(isIntact({ ...certificate, cases: 5 })).toBe(false);
    expect(await tablesWith(stage, WORDS)).toEqual([]);
    const temporal = join(process.env['FOLLOWTHROUGH_TEST_FOLDER'] ?? '', 'temporal.db');
    const names = /kanarienvogel|3105550164/i;
    const files = await filesWith(process.env['FOLLOWTHROUGH_TEST_FOLDER'] ?? folder, names);
    expect(files.filter((file) => file.startsWith(temporal) || file.endsWith('temporal.log'))).toEqual([]);
  });

  test('LAW-11: keeps the books and the proof of consent, without the person', async () => {
    const { ledger } = stage.client;
    const [item] = await ledger
      .selectFrom('open_items')
      .selectAll()
      .where('customer', '=', 'C-4711')
      .execute();
    expect(item).toMatchObject({ number: 'INV-1', amount: '9900', dispute_reason: 'erased' });
    const proofs = await ledger.selectFrom('consents').selectAll().execute();
    expect(proofs.map(({ given, evidence }) => [given, evidence])).toEqual(
      expect.arrayContaining([
        [false, 'erased'],
        [true, 'erased'],
      ]),
    );
    const theirs = proofs.filter(({ address }) => address !== 'front.desk@example.org');
    expect(theirs.every(({ address }) => /^erased:[0-9a-f]{64}$/.test(address))).toBe(true);
    // What somebody else does not want holds, though the words of it were this person's.
    expect(proofs.filter((each) => !theirs.includes(each))).toMatchObject([
      { given: false, channel: 'email', evidence: 'erased' },
    ]);
  });

  test('LAW-11: done again it says what was done, and nobody is opened again from another system', async () => {
    expect((await erase({ email: CANARY.email })).certificate).toEqual(certificate);
    const again = { facts: alert().facts, contact: { email: CANARY.email.toUpperCase() } };
    await expect(open(again)).rejects.toThrow(/FT-CLI-ERASED/);
    const [, , id = ''] = (cases[0] ?? '').split(':');
    await expect(open({ id, contact: { email: 'other@example.com' } })).rejects.toThrow(/FT-CLI-ERASED/);
  });

  test('LAW-11: blocks the address by a hash, until its person agrees anew', async () => {
    const { client } = stage;
    const { id } = await client.openCase(ticket({ contact: { email: 'before@example.com' } }));
    await client.ledger
      .updateTable('cases')
      .set({ contact: JSON.stringify({ email: CANARY.email }) })
      .where('id', '=', id)
      .execute();
    const may = () => client.mayContact({ caseId: id, channel: 'email' });
    expect(await may()).toMatchObject({ allowed: false, reason: 'erased' });
    await client.optIn({ address: CANARY.email, channel: 'email', evidence: 'signed form', by: 'kim' });
    expect(await may()).not.toMatchObject({ reason: 'erased' });
    await erase({ cases: [id] }, { reason: 'came back by mistake' });
    expect(await tablesWith(stage, WORDS)).toEqual([]);
  });

  test('LAW-11: is done again after an older copy of the ledger was restored', async () => {
    const { client } = stage;
    await client.erasures.keepRegister(folder);
    const register = await readFile(join(folder, 'register.jsonl'), 'utf8');
    expect(register).not.toMatch(new RegExp(WORDS, 'i'));
    // A process died while it wrote a line.
    await appendFile(join(folder, 'register.jsonl'), '{"id":"half');
    await restoreCopy(stage);
    expect(await tablesWith(stage, WORDS)).toEqual(
      expect.arrayContaining(['cases', 'contents', 'inbox', 'outbox', 'tasks']),
    );
    const applied = await client.erasures.reapply(folder, { by: 'restore' });
    expect(applied).toMatchObject({ known: 2, damaged: 1, erasure: { certificate: { cases: 6 } } });
    expect(await tablesWith(stage, WORDS)).toEqual([]);
    expect(await client.erasures.reapply(folder, { by: 'restore' })).toMatchObject({
      taken: 0,
      erasure: null,
    });
    await expect(open({ contact: { email: CANARY.email } })).rejects.toThrow(/FT-CLI-ERASED/);
  });
});

describe('An erasure that is asked for', () => {
  test('LAW-11: on the command line is shown first, and gives its certificate', async () => {
    const { id } = await open({ contact: { name: 'Kim Sample', email: 'kim.sample@example.com' } });
    const reports = join(folder, 'data', 'reports');
    await mkdir(reports, { recursive: true });
    await writeFile(join(reports, 'one.csv'), 'name,email\nKim Sample,KIM.sample@example.com\n');
    await writeFile(join(reports, 'two.csv'), 'name,email\nPat Example,pat@example.com\n');
    const env = {
      DATABASE_URL: stage.ledgerUrl,
      TEMPORAL_ADDRESS: stage.address,
      TEMPORAL_NAMESPACE: stage.namespace,
      FOLLOWTHROUGH_TASK_QUEUE: stage.taskQueue,
      FOLLOWTHROUGH_DATA_DIR: join(folder, 'data'),
      FOLLOWTHROUGH_ERASURES: join(folder, 'beside'),
      FOLLOWTHROUGH_AS: 'kim',
    };
    const command = (...args: string[]) => run(args, { env });
    const who = ['erase', '--email', 'kim.sample@example.com'];
    expect((await command(...who)).code).toBe(2);
    const seen = await command(...who, '--preview');
    expect(seen.stdout).toContain('This would erase 1 case (1 open) and block 1 address:');
    expect(seen.stdout).toContain(id);
    const done = await command(...who, '--reason', 'request 17');
    expect(done.stdout).toMatch(/erased +1 case; 1 address blocked/);
    expect(done.stdout).toContain('kim (manager)');
    expect(await readdir(reports)).toEqual(['two.csv']);
    const listed = await command('erasures', 'list');
    expect(listed.stdout).toContain('request 17');
    const [newest] = await stage.client.erasures.list();
    const shown = await command('erasures', 'show', newest?.id ?? '', '--json');
    expect(JSON.parse(shown.stdout)).toMatchObject({ certificate: { cases: 1, files: 1 } });
    expect(await readFile(join(folder, 'beside', 'register.jsonl'), 'utf8')).toContain(newest?.id);
    expect(listed.stdout + done.stdout).not.toMatch(/kim\.sample|Kim Sample/i);
  });

  test('LAW-11: over HTTP needs a key of an administrator', async () => {
    const { id } = await open({ contact: { email: 'robin@example.net' } });
    const { client } = stage;
    const admin = await client.createKey({ name: 'admin', scopes: ['admin'], person: 'kim', by: 'kim' });
    const staff = await client.createKey({ name: 'staff', scopes: ['staff'], person: 'kim', by: 'kim' });
    const gateway = await callable(stage);
    const ask = (key: { secret: string }, body: object) => gateway.post('/v1/erasures', body, bearer(key));
    const who = { cases: [id] };
    expect((await ask(staff, { ...who, preview: true })).status).toBe(403);
    expect((await ask(admin, { ...who, preview: true })).body).toMatchObject({ cases: [{ id }] });
    expect((await ask(admin, who)).body).toMatchObject({ code: 'FT-CLI-ERASE' });
    const done = await ask(admin, { ...who, reason: 'request 18' });
    expect([done.status, done.body['cases']]).toEqual([200, 1]);
    const listed = await gateway.get('/v1/erasures?limit=1', bearer(admin));
    expect(listed.body).toMatchObject({
      items: [{ id: done.body['id'], certificate: { hash: done.body['hash'] } }],
    });
    const one = await gateway.get(`/v1/erasures/${String(done.body['id'])}`, bearer(admin));
    expect(one.body).toMatchObject({ reason: 'request 18' });
    await gateway.close();
  });

  test('LAW-11: is refused to whoever may not set rules aside', async () => {
    const { client } = stage;
    await client.addPerson({ id: 'kim', name: 'Kim Sample', roles: ['manager'], by: 'kim' });
    await client.addPerson({ id: 'sam', name: 'Sam Sample', roles: ['case-team'], by: 'kim' });
    const { id } = await open({ contact: { email: 'sandy@example.net' } });
    await expect(erase({ cases: [id] }, { by: 'sam' })).rejects.toThrow(/"manager" may/);
    expect((await erase({ cases: [id] })).certificate).toMatchObject({ by: 'kim', role: 'manager' });
  });
});

describe('Whose an erasure is', () => {
  const family = () => ({ email: `family.${randomUUID()}@example.com` });

  test('LAW-11: an address of several people is refused until somebody says whose it is', async () => {
    const { email } = family();
    const pat = await open({ contact: { name: 'Pat Example', email } });
    const sam = await open({ contact: { name: 'Sam Example', email } });
    await expect(erase({ email })).rejects.toThrow(/cases of 2 people/);
    const seen = await stage.client.erasures.preview({ email, name: 'pat  EXAMPLE', by: 'kim' });
    expect(seen).toMatchObject({
      cases: [{ id: pat.id }],
      others: [sam.id],
      addresses: 0,
      sharedAddresses: 1,
    });
    await erase({ email, name: 'Pat Example' });
    expect((await stage.client.show(sam.id)).contact).toMatchObject({ email });
    await expect(stage.client.show(pat.id)).rejects.toThrow(/FT-CLI-NO-CASE/);
    expect(await stage.client.mayContact({ caseId: sam.id, channel: 'email' })).not.toMatchObject({
      reason: 'erased',
    });
  });

  test('LAW-11: the reason may not name the person, and somebody nobody knows cannot be erased', async () => {
    const { email } = family();
    await open({ contact: { name: 'Robin Example', email } });
    await expect(erase({ email }, { reason: 'Robin Example asked' })).rejects.toThrow(/names the person/);
    await expect(erase({ email }, { reason: ' ' })).rejects.toThrow(/reason is missing/);
    await expect(erase({ email: 'nobody@example.com' })).rejects.toThrow(/nothing is known/);
    await expect(erase({})).rejects.toThrow(/say who/);
  });

  test('LAW-11: broken off half-way it is finished by whoever comes next, and no contact starts meanwhile', async () => {
    const { email } = family();
    const { id } = await open({ contact: { name: 'Toni Example', email } });
    stage.wire.cut();
    const broken = await erase({ email });
    expect(broken).toMatchObject({ certificate: null });
    expect(await stage.client.mayContact({ caseId: id, channel: 'email' })).toMatchObject({ allowed: false });
    stage.wire.mend();
    const other = await stage.connect();
    const redrive = other.startRedrive();
    await until(async () => (await stage.client.erasures.show(broken.id)).certificate !== null);
    await redrive.stop();
    await expect(stage.client.show(id)).rejects.toThrow(/FT-CLI-NO-CASE/);
  });
});
