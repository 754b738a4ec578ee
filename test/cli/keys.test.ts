import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { program } from '../../cli/program.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { type Ended, lines, run } from './support/command.ts';

/** The real command against a real ledger; nobody works there. */
describe('keys', () => {
  let stage: Stage;
  let env: Record<string, string>;
  beforeAll(async () => {
    stage = await openStage();
    env = {
      DATABASE_URL: stage.ledgerUrl,
      TEMPORAL_ADDRESS: stage.address,
      TEMPORAL_NAMESPACE: stage.namespace,
      TZ: 'America/Los_Angeles',
    };
  }, 60_000);
  afterAll(() => stage.close());

  const command = (...args: string[]): Promise<Ended> => run(args, { env });
  const create = (...args: string[]) => command('keys', 'create', '--name', 'Ticket desk', ...args);

  test('every part of it has a help with an example', () => {
    const parts = program().commands.find((each) => each.name() === 'keys')?.commands ?? [];
    expect(parts.map((part) => part.name())).toEqual(['create', 'list', 'revoke']);
    for (const part of parts) {
      let help = '';
      part.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      expect(help).toMatch(/Examples?:\n {2}\$ followthrough keys /);
    }
  });

  test('a key is shown once, alone on standard output; the list has all but the key', async () => {
    expect((await command('keys', 'list')).stderr).toContain('There is no key');
    const made = await create(
      '--scope',
      'intake',
      '--scope',
      'reply',
      '--source',
      'desk',
      '--expires',
      '2099-06-30',
    );
    expect(made.code).toBe(0);
    expect(made.stdout).toMatch(/^ft_[a-z0-9]{12}_[A-Za-z0-9_-]{43}\n$/);
    expect(made.stderr).toContain('can be used for intake, reply, until Tue 30 Jun 2099 00:00');
    expect(made.stderr).toContain('from now on the gateway lets nobody in without one');
    const secret = made.stdout.trim().split('_').slice(2).join('_');
    const listed = await command('keys', 'list');
    expect(listed.stdout).toMatch(/Ticket desk +intake, reply +desk +.*2099.* +never/);
    expect(listed.stdout + (await command('keys', 'list', '--json')).stdout).not.toContain(secret);
  });

  test('a revoked key leaves the list; nothing can be made that makes no sense', async () => {
    const [{ id = '' } = {}] = lines((await create('--scope', 'intake', '--json')).stdout) as {
      id?: string;
    }[];
    expect((await command('keys', 'revoke', id)).stdout).toContain(`${id} (Ticket desk) is revoked`);
    expect((await command('keys', 'list')).stdout).not.toContain(id);
    expect((await command('keys', 'list', '--all')).stdout).toContain('revoked by');
    for (const [args, says] of [
      [['--scope', 'intak'], 'Did you mean "intake"?'],
      [['--scope', 'staff'], 'must be named as its person'],
      [['--scope', 'intake', '--expires', '2020-01-01'], 'would have expired already'],
      [['--scope', 'intake', '--source', 'Desk!'], 'not the name of an outside system'],
    ] as const) {
      const refused = await create(...args);
      expect([refused.code, refused.stdout]).toEqual([1, '']);
      expect(refused.stderr).toContain(says);
    }
    expect((await command('keys', 'revoke', 'nobody')).stderr).toContain('FT-CLI-KEY');
  });
});
