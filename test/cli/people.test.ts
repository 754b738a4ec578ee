import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { program } from '../../cli/program.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { type Ended, lines, run } from './support/command.ts';

/** The real command against a real ledger; no worker runs, and none is needed. */
describe('people', () => {
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

  const command = (...args: (string | string[])[]): Promise<Ended> => run(args.flat(), { env });
  const as = (who: string, ...args: (string | string[])[]) =>
    run(args.flat(), { env: { ...env, FOLLOWTHROUGH_AS: who } });
  const document = async (...args: (string | string[])[]) =>
    lines((await as('kim', ...args, '--json')).stdout)[0];

  test('every part of it has a help with an example', () => {
    const people = program().commands.find((each) => each.name() === 'people');
    const parts = people?.commands ?? [];
    expect(parts.map((part) => part.name())).toEqual([
      'add',
      'list',
      'show',
      'change',
      'remove',
      'away',
      'back',
    ]);
    for (const part of parts) {
      let help = '';
      part.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      expect(help).toMatch(/Examples?:\n {2}\$ followthrough people /);
      expect(help).toContain('--json');
    }
  });

  test('nobody is there at first, and whoever installs it adds the first one', async () => {
    expect((await command('people', 'list')).stderr).toContain('Nobody has been added yet');
    const added = await command(
      ['people', 'add', 'kim', '--name', 'Kim Lee', '--role', 'case-team', '--role', 'mangaer'],
      ['--mailbox', 'kim@example.com', '--number', '+12025550143', '--site', 'Example Street'],
    );
    expect(added.code).toBe(0);
    expect(added.stdout).toContain('kim (Kim Lee) is added; roles: case-team, mangaer.');
    expect(added.stderr).toContain('No procedure uses the role "mangaer". Did you mean "manager"?');
  }, 60_000);

  test('from then on somebody must say who they are, by option or by variable', async () => {
    const stranger = await as('kin', 'people', 'add', 'sam', '--name', 'Sam Sample');
    expect(stranger.code).toBe(1);
    expect(stranger.stderr).toContain('FT-CLI-ACTOR: "kin" is none of the people who may act.');
    expect(stranger.stderr).toContain('Did you mean "kim"?');
    expect(stranger.stderr).toContain('FOLLOWTHROUGH_AS');
    const asJson = await command('people', 'add', 'sam', '--name', 'Sam Sample', '--as', 'kin', '--json');
    expect(lines(asJson.stdout)[0]).toMatchObject({ code: 'FT-CLI-ACTOR' });
    const byOption = await command('people', 'add', 'sam', '--name', 'Sam Sample', '--as', 'kim');
    expect(byOption.code).toBe(0);
    expect(await document('people', 'show', 'sam')).toMatchObject({ changes: [{ by: 'kim' }] });
  }, 60_000);

  test('what is said of somebody is changed, shown and taken away', async () => {
    const changed = await document(
      'people',
      'change',
      'kim',
      '--role',
      'case-team',
      '--signs-as',
      'Coach Kim',
    );
    expect(changed).toMatchObject({ id: 'kim', senderName: 'Coach Kim', roles: ['case-team'], warnings: [] });
    expect(await document('people', 'change', 'kim', '--site', '')).toMatchObject({ site: null });
    const { stdout } = await command('people', 'show', 'kim');
    expect(stdout).toMatch(/signs as +Coach Kim/);
    expect(stdout).toMatch(/number +\+1 202 555 0143/);
    expect(stdout).toContain('Times are those of America/Los_Angeles.');
    expect(stdout).not.toMatch(/\d{4}-\d{2}-\d{2}T/);
    const nothing = await as('kim', 'people', 'change', 'kim');
    expect(nothing.code).toBe(2);
    const wrong = await as('kim', 'people', 'change', 'kim', '--mailbox', 'kim at example');
    expect({ code: wrong.code, says: wrong.stderr.includes('FT-CLI-PERSON-FIELD') }).toEqual({
      code: 1,
      says: true,
    });
  }, 60_000);

  test('an absence is noted in the reader’s own zone, and lists show it', async () => {
    const away = await as('kim', [
      'people',
      'away',
      'sam',
      '--from',
      '2099-03-09',
      '--until',
      '2099-03-16T12:00',
      '--stand-in',
      'kim',
    ]);
    expect(away.stdout).toContain(
      'sam is away from Mon 9 Mar 2099 00:00 until Mon 16 Mar 2099 12:00 (America/Los_Angeles); kim stands in.',
    );
    expect(await document('people', 'show', 'sam')).toMatchObject({
      away: null,
      absences: [{ fromAt: '2099-03-09T07:00:00.000Z', untilAt: '2099-03-16T19:00:00.000Z', standIn: 'kim' }],
    });
    expect((await as('kim', 'people', 'back', 'sam')).stdout).toContain('sam is back.');
    await as('kim', 'people', 'away', 'sam', '--stand-in', 'kim');
    const { stdout } = await command('people', 'list');
    expect(stdout).toMatch(/^sam +Sam Sample +away, kim stands in/m);
    expect((await as('kim', 'people', 'away', 'sam', '--until', 'tomorrow')).stderr).toContain('FT-CMD-TIME');
  }, 60_000);

  test('a case is opened for a person and handed over to another one', async () => {
    const facts = ['--fact', `alert-sent=${new Date(Date.now() + 86_400_000).toISOString()}`];
    const opened = await document([
      'open',
      'case-alert',
      '--id',
      'alert-9',
      '--owner',
      'kim',
      '--fact',
      'doctor-name=Example',
      ...facts,
    ]);
    expect(opened).toMatchObject({ id: 'case-alert:by-hand:alert-9' });
    const handed = await as('kim', 'hand-over', 'alert-9', '--to', 'sam');
    expect(handed.stdout).toContain('case-alert:by-hand:alert-9: handed over to sam by kim.');
    const { stdout } = await command('show', 'alert-9');
    expect(stdout).toMatch(/owner +sam \(case-team\)/);
    expect(stdout).toContain('handed over to sam by kim');
    const unknown = await as('kim', 'hand-over', 'alert-9', '--to', 'smm');
    expect(unknown.stderr).toContain('Did you mean "sam"?');
  }, 60_000);

  test('who is removed is no longer listed, and what they own is pointed out', async () => {
    const removed = await as('kim', 'people', 'remove', 'sam');
    expect(removed.stdout).toContain('sam (Sam Sample) is removed');
    expect(removed.stderr).toContain('sam owns 1 open case');
    const left = lines((await command('people', 'list', '--json')).stdout);
    expect(left.map(({ id }) => id)).toEqual(['kim']);
    const all = await command('people', 'list', '--all');
    expect(all.stdout).toMatch(/^sam .*has left/m);
    expect((await as('sam', 'people', 'remove', 'kim')).stderr).toContain('FT-CLI-ACTOR');
  }, 60_000);
});
