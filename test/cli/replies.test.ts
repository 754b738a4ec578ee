import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { alert } from '../client/support/alerts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { type Ended, lines, run } from './support/command.ts';

describe('Replies of which only the address is known, on the command line', () => {
  let stage: Stage;
  let env: Record<string, string>;
  beforeAll(async () => {
    stage = await openStage();
    await stage.startWorker();
    env = {
      DATABASE_URL: stage.ledgerUrl,
      TEMPORAL_ADDRESS: stage.address,
      TEMPORAL_NAMESPACE: stage.namespace,
    };
  }, 60_000);
  afterAll(() => stage.close());

  const command = (...args: string[]): Promise<Ended> => run(args, { env });

  test('are recorded, listed with the cases that they pause, and assigned to one', async () => {
    const contact = { name: 'Dr. Pat Example', email: 'pat@example.com' };
    const { id } = await stage.client.openCase(alert({ contact }));
    const recorded = await command('reply', 'from', 'Pat@Example.com', 'Please proceed.');
    expect(recorded).toMatchObject({ code: 0 });
    const listed = await command('replies', '--json');
    const [found] = lines(listed.stdout) as { id: string }[];
    expect(found).toMatchObject({ address: 'pat@example.com', cases: [id], text: 'Please proceed.' });
    const shown = await command('replies');
    expect(shown.stdout).toContain('followthrough reply assign REPLY CASE');
    const waits = await command('show', id);
    expect(waits.stdout).toContain('Please proceed.');
    expect(waits.stdout).toContain(`followthrough reply assign ${found?.id.slice(-8)} ${id}`);
    expect((await command('list')).stdout).toContain('a reply from the address waits');

    const assigned = await command('reply', 'assign', found?.id.slice(-8) ?? '', id, '--as', 'kim');
    expect(assigned.stdout).toContain(`${id}: the reply is recorded.`);
    expect((await stage.client.show(id)).replies).toMatchObject([{ id: found?.id, assigned_by: 'kim' }]);
    expect((await command('replies')).stderr).toContain('Every reply has its case.');
  }, 60_000);

  test('RPY-10: whoever enters words that are taken for a refusal is told so, and how to say that they are none', async () => {
    const contact = { name: 'Lee Example', email: 'lee@example.com' };
    const { id } = await stage.client.openCase(alert({ contact }));
    const words = 'Please never write to me again.';
    const inCase = await command('reply', id, words);
    const from = await command('reply', 'from', 'lee@elsewhere.example.com', words, '--channel', 'email');
    const [elsewhere] = await stage.client.optOuts({ address: 'lee@elsewhere.example.com' });
    expect(elsewhere).toMatchObject({ channel: 'email' });
    for (const { stdout } of [inCase, from]) {
      const [, item = ''] = /followthrough inbox no-refusal (\S+)/.exec(stdout) ?? [];
      const none = await command('inbox', 'no-refusal', item, '--as', 'kim');
      expect(none.stdout).toContain('no refusal');
    }
    expect(await stage.client.optOuts()).toEqual([]);
    const stop = await command('reply', id, 'STOP');
    expect(stop.stdout).toContain('only the contact ends it');
    expect(stop.stdout).not.toContain('no-refusal');
  }, 60_000);

  test('one that is not there is refused with its code', async () => {
    const { code, stderr } = await command('reply', 'assign', 'nothing', 'none');
    expect(code).toBe(1);
    expect(stderr).toContain('FT-CMD-REPLY');
  }, 60_000);
});
