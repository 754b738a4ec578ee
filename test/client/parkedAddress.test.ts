import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sandboxConfig } from '../../connectors/config/config.ts';
import { createConnectors } from '../../connectors/connectors.ts';
import { findCase } from '../../ledger/cases.ts';
import { recordCommand } from '../../ledger/commands.ts';
import { isSuppressed } from '../../ledger/parked.ts';
import { findTaskById } from '../../ledger/tasks.ts';
import { run } from '../cli/support/command.ts';
import { callable, once } from '../http/support/gateway.ts';
import { type SmtpSink, smtpSink } from '../support/smtpSink.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(90_000);

const PROCEDURES = fileURLToPath(new URL('./procedures', import.meta.url));
const DAY = 24 * 3_600_000;

let stage: Stage;
let relay: SmtpSink;
let env: Record<string, string>;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edited-words-'));
  relay = await smtpSink();
  stage = await openStage({ proceduresDir: PROCEDURES });
  const config = sandboxConfig();
  const settings = {
    host: '127.0.0.1',
    port: relay.port,
    security: 'none',
    from: 'desk@example.com',
    messageIdSecret: 'x',
  } as const;
  config.routes.email = { by: 'smtp', settings };
  await stage.startWorker({ deps: { connectors: createConnectors(config, stage.client.ledger) } });
  env = {
    DATABASE_URL: stage.ledgerUrl,
    TEMPORAL_ADDRESS: stage.address,
    TEMPORAL_NAMESPACE: stage.namespace,
    TZ: 'UTC',
  };
});
afterAll(async () => {
  await stage?.close();
  await relay?.close();
  await rm(folder, { recursive: true, force: true });
});

let cases = 0;
const NO_MAILBOX = { at: 'recipient', code: 550, text: '5.1.1 no such mailbox' } as const;
const NOT_THESE_WORDS = { at: 'data', code: 554, text: '5.6.0 this content is not taken' } as const;

/** A case whose email is due today and is refused by the relay. */
async function refusedEmail(fault: typeof NO_MAILBOX | typeof NOT_THESE_WORDS) {
  cases += 1;
  const address = `refused-${cases}@example.com`;
  relay.next(fault);
  const { id: caseId } = await stage.client.openCase({
    procedure: 'overdue',
    source: 'erp',
    id: String(cases),
    facts: { opened: new Date(Date.now() - 300 * DAY).toISOString() },
    contact: { name: 'Pat Example', email: address },
  });
  const [parked] = await until(async () => {
    const found = await stage.client.parked({ caseId });
    return found.length > 0 && found;
  });
  return { caseId, address, task: parked?.id ?? '' };
}

const command = (...args: string[]) => run(['parked', ...args, '--as', 'kim'], { env });
const receivedBy = (address: string) => relay.received.filter(({ to }) => to.includes(address)).length;

describe('An email to an address that was refused', () => {
  test('goes there again, once, when a person says that the address works', async () => {
    const { address, task } = await refusedEmail(NO_MAILBOX);
    const { ledger } = stage.client;
    expect(await isSuppressed(ledger, 'email', address)).toBe(true);
    const unsure = await command('release', task, '--note', 'again');
    expect([unsure.code === 0, unsure.stderr]).toEqual([
      false,
      expect.stringContaining('its address was refused'),
    ]);
    const told = await command('release', task, '--address-works', '--note', 'they have repaired it');
    expect([told.code, told.stderr]).toEqual([0, '']);
    await until(async () => receivedBy(address) > 0);
    expect(receivedBy(address)).toBe(1);
    expect(await isSuppressed(ledger, 'email', address)).toBe(false);
  });

  test('goes to the right one when a person corrects it, for the whole case, and never to the wrong one', async () => {
    const { address, task, caseId } = await refusedEmail(NO_MAILBOX);
    const { ledger } = stage.client;
    const bad = await command('edit', task, '--to', 'no address', '--note', 'x');
    expect([bad.code === 0, bad.stderr]).toEqual([false, expect.stringContaining('FT-CLI-CONTACT')]);
    const told = await command('edit', task, '--to', 'right@example.com', '--note', 'a slip');
    expect([told.code, told.stderr]).toEqual([0, '']);
    await until(async () => receivedBy('right@example.com') > 0);
    expect([receivedBy('right@example.com'), receivedBy(address)]).toEqual([1, 0]);
    expect((await findCase(ledger, caseId))?.contact.email).toBe('right@example.com');
    expect(await isSuppressed(ledger, 'email', address)).toBe(true);
  });
});

describe('A word about what is parked', () => {
  test('that comes again because its gateway died gets its first answer, and nothing goes out twice', async () => {
    const { task, address } = await refusedEmail(NO_MAILBOX);
    const caller = await callable(stage);
    try {
      const headers = { 'followthrough-as': 'kim', ...once() };
      const edit = () =>
        caller.post(`/v1/parked/${task}/edit`, { to: `new-${address}`, note: 'a slip' }, headers);
      const first = await edit();
      await until(async () => receivedBy(`new-${address}`) > 0);
      await stage.client.ledger.deleteFrom('requests').execute();
      const again = await edit();
      expect([first.status, again.status, again.body['delivered']]).toEqual([200, 200, true]);
      expect(again.body['id']).toBe(first.body['id']);
      const other = await caller.post(`/v1/parked/${task}/drop`, { note: 'x' }, { ...headers, ...once() });
      expect([other.status, other.body['code']]).toEqual([409, 'FT-CLI-TASK-DONE']);
      expect(receivedBy(`new-${address}`)).toBe(1);
    } finally {
      await caller.close();
    }
  });

  test('of two who change it counts once: nothing of what the second one wanted stays', async () => {
    const { task, address, caseId } = await refusedEmail(NOT_THESE_WORDS);
    const edits = ['kim', 'sam'].map((by) =>
      stage.client.editParked(task, { by, note: 'x', to: `${by}-${address}`, text: `As ${by} says.` }),
    );
    const ends = await Promise.allSettled(edits);
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
    expect(refused).toEqual([expect.objectContaining({ code: 'FT-CLI-TASK-DONE' })]);
    const [won, lost] = ends[0]?.status === 'fulfilled' ? ['kim', 'sam'] : ['sam', 'kim'];
    await until(async () => receivedBy(`${won}-${address}`) > 0);
    expect(receivedBy(`${lost}-${address}`)).toBe(0);
    const row = await findCase(stage.client.ledger, caseId);
    expect(row?.contact.email).toBe(`${won}-${address}`);
    const words = stage.client.ledger.selectFrom('edited_words').select(['by', 'text']);
    expect(await words.where('case_id', '=', caseId).execute()).toEqual([
      { by: won, text: `As ${won} says.` },
    ]);
    const history = (await stage.client.history(caseId)).map((each) => each.words).join('\n');
    expect(history).not.toContain(`written anew by ${lost}`);
  });

  test('that the case does not take blocks the address again, as it was blocked before, and takes its correction back', async () => {
    const { task, address, caseId } = await refusedEmail(NO_MAILBOX);
    const { ledger } = stage.client;
    const blocked = () =>
      ledger.selectFrom('suppressions').selectAll().where('address', '=', address).execute();
    const before = await blocked();
    await stage.client.dropParked(task, { by: 'kim', note: 'told in person' });
    const { key = '' } = (await findTaskById(ledger, task)) ?? {};
    const args = {
      task: key,
      option: 'try-again',
      lifts: { channel: 'email', address, because: 'it works' },
      corrects: { field: 'email', before: address, after: 'late@example.com' },
    };
    const late = { id: `late-${caseId}`, caseId, name: 'completeTask', args, actor: 'sam', at: Date.now() };
    await recordCommand(ledger, late);
    await until(async () => (await stage.client.redriveOnce()).waiting.length === 0);
    expect(await blocked()).toEqual(before);
    expect((await findCase(ledger, caseId))?.contact.email).toBe(address);
    const lifted = ledger.selectFrom('lifted_suppressions').selectAll().where('address', '=', address);
    expect(await lifted.execute()).toEqual([]);
    expect(receivedBy('late@example.com')).toBe(0);
  });
});

describe('An email whose words the relay does not take', () => {
  const rawTo = (address: string) =>
    relay.received.filter(({ to }) => to.includes(address)).map(({ raw }) => raw);

  test('goes out in the words that a person writes, once, and the case says who wrote them', async () => {
    const { address, task, caseId } = await refusedEmail(NOT_THESE_WORDS);
    const file = join(folder, 'words.txt');
    await writeFile(file, 'Dear Pat,\nplease look at your account when you can.\n');
    const told = await command('edit', task, '--subject', 'A question', '--text', file, '--note', 'shorter');
    expect([told.code, told.stderr]).toEqual([0, '']);
    await until(async () => rawTo(address).length > 0);
    const [raw, ...more] = rawTo(address);
    expect(raw).toContain('Subject: A question');
    expect(raw).toContain('please look at your account when you can.');
    expect(raw).not.toContain('is overdue since');
    expect(more).toEqual([]);
    const history = (await stage.client.history(caseId)).map(({ words }) => words);
    expect(history).toContainEqual(expect.stringContaining('its words were written anew by kim'));
  });

  test('keeps those of the procedure when the edit was not taken, and when the task is answered without it', async () => {
    const { address, task } = await refusedEmail(NOT_THESE_WORDS);
    const edit = stage.client.editParked(task, {
      by: 'kim',
      note: 'x',
      text: 'Other words.',
      to: 'no address',
    });
    await expect(edit).rejects.toMatchObject({ code: 'FT-CLI-CONTACT' });
    await stage.client.releaseParked(task, { by: 'kim', note: 'they take it now' });
    await until(async () => rawTo(address).length > 0);
    expect(rawTo(address)[0]).toContain('is overdue since');
  });

  test('is not changed into what could not have been checked: a warning, a placeholder, nothing', async () => {
    const { address, task, caseId } = await refusedEmail(NOT_THESE_WORDS);
    const edit = (words: { subject?: string; text?: string }) =>
      stage.client.editParked(task, { by: 'kim', note: 'x', ...words });
    await expect(edit({ text: 'Dear {{ name }}' })).rejects.toThrow('the words go out as they stand');
    await expect(edit({ text: ' \n' })).rejects.toThrow('a message needs words');
    await expect(edit({ subject: 'Re: your call' })).rejects.toThrow('pretends to answer');
    await expect(edit({})).rejects.toThrow('say what to change');
    const { ledger } = stage.client;
    await ledger.updateTable('intents').set({ warns_of: 'ended' }).where('case_id', '=', caseId).execute();
    await expect(edit({ text: 'All is well.' })).rejects.toThrow('stays in the words of the procedure');
    await stage.client.dropParked(task, { by: 'kim', note: 'told in person' });
    expect(rawTo(address)).toEqual([]);
  });
});
