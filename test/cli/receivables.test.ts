import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printInto } from '../../cli/output/printInto.ts';
import { ago, atReview, reviewOf } from '../client/support/accounts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { pdfText } from '../connectors/support/pdfText.ts';
import { run } from './support/command.ts';

jest.setTimeout(120_000);

const PROCEDURES = fileURLToPath(new URL('../client/procedures', import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), 'followthrough-receivables-'));

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ proceduresDir: PROCEDURES });
  await stage.startWorker();
});
afterAll(() => stage.close());

const command = (...args: string[]) =>
  run(args, {
    env: {
      DATABASE_URL: stage.ledgerUrl,
      TEMPORAL_ADDRESS: stage.address,
      TEMPORAL_NAMESPACE: stage.namespace,
      FOLLOWTHROUGH_PROCEDURES: PROCEDURES,
      FOLLOWTHROUGH_AS: 'sam',
    },
  });

const end = (id: string) => id.slice(-8);

describe('A person in accounts receivable', () => {
  test('sees what can be done about an account, does it, and is done until a date', async () => {
    const { task, played } = await atReview(stage, 'firm');
    const early = await command('task', 'done', end(task.id));
    expect(early.code).toBe(1);
    expect(early.stderr).toContain('nothing has been done about it yet');

    expect((await command('task', 'do', end(task.id), 'email')).stdout).toContain('email is logged');
    await played.rest();
    const shown = (await command('task', 'show', end(task.id))).stdout;
    expect(shown).toMatch(/letter {2,}suggested\n/);
    expect(shown).toMatch(/email {2,}suggested {2,}done .* by sam/);
    expect(shown).toContain('done about the account: email, by sam');

    const done = await command('task', 'done', end(task.id), '--next', 'two-weeks');
    expect(done.stdout).toContain('is done: done');
    const { view } = await played.rest();
    // The second level is ten days after the due date; two weeks from then.
    expect(new Date(view.nextAt ?? 0).toISOString().slice(0, 10)).toBe(ago(40 - 10 - 14));
  });

  test('is told why an email was not sent, and nothing is logged', async () => {
    const { task, customer, played } = await atReview(stage, 'firm');
    await stage.client.optOut({ address: `${customer}@example.com`, by: 'sam' });
    const refused = await command('task', 'do', end(task.id), 'email');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('the email could not be sent, and nothing is logged: opted-out');
    expect((await reviewOf(played)).logged).toEqual([]);
  });

  test('prints the letter of an account once it is due, into a new file only', async () => {
    const { caseId, customer, played } = await atReview(stage, 'firm');
    const file = join(FOLDER, 'letter.pdf');
    const printed = await command('statement', customer, '--letter', file);
    expect(printed.stdout).toContain(`${caseId}: the letter is in ${file}, and is logged as printed.`);
    expect(pdfText(readFileSync(file)).join('')).toContain('INV-1');
    expect((await reviewOf(played)).logged).toMatchObject([{ action: 'letter', by: 'sam' }]);
    const again = await command('statement', customer, '--letter', file);
    expect(again.stderr).toContain('FT-CMD-FILE');
    expect((await reviewOf(played)).logged).toHaveLength(1);
  });

  test('prints all letters that are due as one file', async () => {
    const none = join(FOLDER, 'none.pdf');
    expect((await command('letters', '--out', none)).stderr).toContain('No letter is due.');
    expect(existsSync(none)).toBe(false);
    const accounts = [await atReview(stage, 'firm'), await atReview(stage, 'firm')];
    // As live ones are: staff see no task of a rehearsal.
    for (const { task } of accounts)
      await stage.client.ledger
        .updateTable('tasks')
        .set({ rehearsal: false })
        .where('id', '=', task.id)
        .execute();
    const file = join(FOLDER, 'letters.pdf');
    expect((await command('letters', '--out', file)).stdout).toContain('2 letters are in');
    const text = pdfText(readFileSync(file)).join('\n');
    for (const { customer } of accounts) expect(text).toContain(customer);
  });

  test('prints after a crash what was on record by then, once, into the same file', async () => {
    const { task, customer } = await atReview(stage, 'firm');
    const { ledger } = stage.client;
    await ledger.updateTable('tasks').set({ rehearsal: false }).where('id', '=', task.id).execute();
    const file = join(FOLDER, 'died.pdf');
    const dies = printInto(file, async (id) => {
      await stage.client.letterBatch({ by: 'sam', id });
      throw new Error('killed');
    });
    await expect(dies).rejects.toThrow('killed');
    expect(readFileSync(file, 'latin1')).toContain('give the same command again');
    expect((await command('letters', '--out', file)).stdout).toContain('1 letter is in');
    expect(pdfText(readFileSync(file)).join('\n')).toContain(customer);
    expect((await command('letters', '--out', file)).stderr).toContain('FT-CMD-FILE');
    const logged = ledger.selectFrom('commands').select('id').where('case_id', '=', task.case_id);
    expect(await logged.where('name', '=', 'logAction').execute()).toHaveLength(1);
  });

  test('says that an invoice is disputed, and that it is settled', async () => {
    const { customer } = await atReview(stage, 'firm');
    expect((await command('dispute', customer, 'INV-1')).stderr).toContain(
      'give either --reason or --settled',
    );
    const disputed = await command('dispute', customer, 'INV-1', '--reason', 'two boxes were empty');
    expect(disputed.stdout).toContain('INV-1 is disputed, and not asked for until settled.');
    expect((await command('statement', customer)).stdout).toContain('two boxes were empty');
    const settled = await command('dispute', customer, 'INV-1', '--settled');
    expect(settled.stdout).toContain('INV-1 is asked for again.');
  });

  test('switches a level to automatic and back, and sees which are', async () => {
    expect((await command('automation', 'on', 'dunning', 'friendly')).stdout).toContain(
      'dunning, level friendly: goes out by itself.',
    );
    const { stdout } = await command('automation', 'list', 'dunning');
    expect(stdout).toMatch(/friendly {2,}3 days {2,}goes out by itself .* by sam/);
    expect(stdout).toMatch(/firm {2,}10 days {2,}waits for a person/);
    await command('automation', 'off', 'dunning', 'friendly');
    expect((await stage.client.automations('dunning')).every(({ on }) => !on)).toBe(true);
  });

  test('brings the open items of a new customer, and gets a case for whoever is overdue', async () => {
    const path = join(FOLDER, 'items.csv');
    writeFileSync(
      path,
      [
        'customer,number,issued,due,currency,amount,name,email,address',
        `c-1,INV-1,${ago(60)},${ago(30)},USD,100.00,Pat Example,pat@example.com,"1 Example Street\nExample Town"`,
        `c-2,INV-2,${ago(60)},${ago(30)},USD,100.00,,,`,
        `c-3,INV-3,${ago(20)},${ago(-10)},USD,100.00,Chris Example,,`,
      ].join('\n'),
    );
    const args = ['import-items', path, '--source', 'erp', '--procedure', 'dunning'];
    const imported = await command(...args, '--company', 'Example Supplies');
    expect(imported.stdout).toContain('1 case is opened.');
    expect(imported.stderr).toContain('customer c-2: ');
    expect(imported.stderr).toContain('customer-name');
    const row = await stage.client.show('dunning:erp:c-1');
    expect(row.contact.address).toEqual({ lines: ['1 Example Street', 'Example Town'] });
  });
});
