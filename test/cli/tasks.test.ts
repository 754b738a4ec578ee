import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { program } from '../../cli/program.ts';
import { nothingToDo } from '../../cli/output/hiddenTasks.ts';
import { plainOption } from '../../client/index.ts';
import type { TaskKind } from '../../domain/program/state.ts';
import { ending, openTaskOf, SOURCE, withStaff } from '../client/support/endings.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { type Folder, proceduresOfToday } from '../faults/support/folder.ts';
import { type Ended, lines, run } from './support/command.ts';

/** The real command against a real ledger, a real engine and a worker. */
describe('tasks on the command line', () => {
  let folder: Folder;
  let stage: Stage;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = await proceduresOfToday(SOURCE);
    stage = await openStage({ proceduresDir: folder.path });
    await stage.startWorker();
    await withStaff(stage.client);
    env = {
      DATABASE_URL: stage.ledgerUrl,
      TEMPORAL_ADDRESS: stage.address,
      TEMPORAL_NAMESPACE: stage.namespace,
      FOLLOWTHROUGH_PROCEDURES: folder.path,
      FOLLOWTHROUGH_AS: 'kim',
      TZ: 'UTC',
    };
  }, 60_000);
  afterAll(async () => {
    await stage?.close();
    await folder?.remove();
  });

  const command = (...args: string[]): Promise<Ended> => run(args, { env });
  const documents = async (...args: string[]) => lines((await command(...args, '--json')).stdout);

  async function asked() {
    const { id } = await stage.client.openCase(ending());
    const { id: task } = await openTaskOf(stage.client, id, 'decision');
    return { id, task, short: task.slice(-8) };
  }

  test('every part of task has a help with an example', () => {
    const task = program().commands.find((each) => each.name() === 'task');
    expect(task?.commands.map((part) => part.name())).toEqual([
      'show',
      'call',
      'do',
      'done',
      'snooze',
      'assign',
      'decide',
    ]);
    for (const part of task?.commands ?? []) {
      let help = '';
      part.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      expect(help).toMatch(/Examples?:\n {2}\$ followthrough task /);
      expect(help).toContain('--json');
    }
  });

  test('the list can be narrowed and read page by page, and says where to go on', async () => {
    const cases = [await asked(), await asked(), await asked()];
    const listed = await command('tasks', '--role', 'manager');
    for (const { short, id } of cases) expect(listed.stdout).toMatch(new RegExp(`${short} .*${id}`));
    const first = await documents('tasks', '--role', 'manager', '--limit', '2');
    expect(first).toHaveLength(3);
    const { next } = first[2] ?? {};
    const rest = await documents('tasks', '--role', 'manager', '--limit', '1000', '--after', String(next));
    const ids = [...first.slice(0, 2), ...rest].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { task } of cases) expect(ids).toContain(task);
    expect(await documents('tasks', '--person', 'sam')).toEqual([]);
    expect((await documents('tasks', '--due', 'week', '--kind', 'decision')).length).toBeGreaterThan(2);
    expect(await documents('tasks', '--case', cases[0]?.id ?? '')).toMatchObject([{ id: cases[0]?.task }]);
    expect((await command('tasks', '--kind', 'decisoin')).stderr).toContain('Did you mean "decision"?');
    expect((await command('tasks', '--after', 'nonsense')).stderr).toContain('FT-CLI-PAGE');
  }, 60_000);

  test('show prints the text, what each answer does and needs, the SOP and the history', async () => {
    const { id, short, task } = await asked();
    const { stdout } = await command('task', 'show', short);
    for (const part of [
      /Decide: end programme for \S.*\?/.exec(stdout)?.[0] ?? 'the title with act and client',
      'for    manager',
      'Handbook 4.2: who may end a programme',
      'To be approved: end-programme',
      'approve  It is done when all its conditions hold.',
      'decline  It is not done; the owner of the case is asked how it goes on. Give --note.',
      'case opened',
    ])
      expect(stdout).toContain(part);
    expect(await documents('task', 'show', short)).toMatchObject([
      { id: task, case_id: id, answers: [{ option: 'approve' }, { option: 'decline', reason: true }] },
    ]);
  }, 60_000);

  test('a task is put off, given away and answered; who comes second is told who was first', async () => {
    const { short, task } = await asked();
    const snoozed = await command('task', 'snooze', short, 'tomorrow', '--note', 'not today');
    expect(snoozed.stdout).toContain('is put off: tomorrow');
    await until(async () => {
      const { tasks } = await stage.client.taskPage({ hidden: true });
      return tasks.some(({ id, show_at }) => id === task && show_at !== null);
    });
    expect((await documents('tasks')).map(({ id }) => id)).not.toContain(task);
    expect((await command('tasks')).stderr).toMatch(
      /1 task put off (not shown; --all adds it\.|\(--all adds it\))/,
    );
    expect((await documents('tasks', '--all')).map(({ id }) => id)).toContain(task);
    const assigned = await command('task', 'assign', short, '--to', 'morgan');
    expect(assigned.stdout).toContain('is now with morgan');
    const without = await command('task', 'decide', short, 'decline');
    expect([without.code, without.stderr.includes('FT-CLI-REASON')]).toEqual([1, true]);
    const decided = await command('task', 'decide', short, 'decline', '--note', 'back on Monday');
    expect(decided.stdout).toContain('is answered: decline');
    await until(async () => (await stage.client.tasks({ state: 'done' })).some(({ id }) => id === task));
    expect((await command('task', 'done', short)).stderr).toContain('is not open: it was done by kim');
    const late = await command('approve', short);
    expect([late.code, late.stderr]).toEqual([
      1,
      expect.stringMatching(/FT-CMD-TASK: the decision .* is no longer open: kim has answered it/),
    ]);
  }, 60_000);

  test('what "done" means goes without saying only where nothing else is counted: a call must say how it went', async () => {
    const plain = (kind: TaskKind, ...options: string[]) => plainOption({ kind, options });
    expect(plain('step', 'done', 'not-possible')).toBe('done');
    expect(plain('aside', 'done', 'not-possible')).toBe('done');
    expect(plain('by-hand', 'posted', 'not-possible')).toBe('posted');
    expect(plain('review', 'done')).toBe('done');
    expect(plain('call', 'spoke', 'voicemail', 'no-answer')).toBeUndefined();
    expect(plain('reply', 'settle', 'resume')).toBeUndefined();
    expect(plain('decision', 'approve', 'decline')).toBeUndefined();

    const { task, short } = await asked();
    const done = await command('task', 'done', short, '--as', 'morgan');
    expect(done.stderr).toMatch(/FT-CMD-OUTCOME: .*say how it went. Outcomes: approve, decline\./);
    expect(done.code).toBe(1);
    expect((await stage.client.taskPage({ kind: 'decision' })).tasks.map(({ id }) => id)).toContain(task);
  }, 60_000);

  test('nobody is told that there is nothing to do while rehearsals wait with a person', async () => {
    const { id } = await stage.client.openCase({ ...ending(), rehearsal: true });
    const { id: task } = await openTaskOf(stage.client, id, 'decision');
    const hidden = await command('tasks', '--person', 'morgan');
    expect(hidden.stderr).toMatch(/1 task of rehearsals and samples .*--rehearsals adds it/);
    expect(hidden.stderr).not.toContain('Nobody has anything to do');
    expect(hidden.stdout).not.toContain(id);
    const none = { rehearsed: 0, putOff: 0, most: 1_000 };
    expect(nothingToDo(false, none)).toBe('Nobody has anything to do.');
    expect(nothingToDo(true, none)).toBe('No task like this is open.');
    expect(nothingToDo(false, { ...none, rehearsed: 2, putOff: 1 })).toBe(
      'Nobody has anything to do, apart from 2 tasks of rehearsals and samples (--rehearsals adds them) and 1 task put off (--all adds it).',
    );
    expect(nothingToDo(true, { ...none, rehearsed: 1_000 })).toBe(
      'No task like this is open, apart from 1000 tasks or more of rehearsals and samples (--rehearsals adds them).',
    );
    expect((await command('tasks', '--kind', 'by-hand')).stderr).toContain('No task like this is open');
    const shown = await command('tasks', '--person', 'morgan', '--rehearsals');
    expect(shown.stdout).toContain(id);
    expect(shown.stderr).not.toContain('not shown');
    expect((await documents('tasks', id)).map((each) => each['id'])).toEqual([task]);
  }, 60_000);

  test('what is said after an approval stays true: the case may end in the same minute', async () => {
    const { id } = await asked();
    const { stdout } = await command('approve', id, '--as', 'morgan');
    expect(stdout).toContain('is answered: approve.');
    expect(stdout).not.toMatch(/It is now \w+\.$/m);
    expect(stdout).toMatch(
      /It goes on with that now; what came of it: followthrough show|It is now closed|; waits for/,
    );
  }, 60_000);

  test('an approval is given by the name of the case and taken back', async () => {
    const { id } = await asked();
    const wrong = await command('approve', id, '--as', 'sam');
    expect(wrong.stderr).toContain('FT-CLI-ROLE');
    const approved = await command('approve', id, '--as', 'morgan');
    expect(approved.code).toBe(0);
    const [withdrawn] = await documents('approval', 'withdraw', id, '--act', 'end-programme');
    expect(withdrawn).toMatchObject({ case: id, delivered: true });
    const again = await command('approval', 'withdraw', id, '--act', 'end-programme');
    expect(again.stderr).toContain('already taken back by kim');
  }, 60_000);

  test('a hold has its reason and its date in the timeline', async () => {
    const { id } = await asked();
    const held = await command('hold', id, '--until', 'one-week', '--reason', 'on a journey');
    expect(held.stdout).toContain('on hold until one-week');
    await until(async () => (await stage.client.timeline(id)).some(({ what }) => what === 'held'));
    expect((await command('show', id)).stdout).toMatch(/put on hold, by Kim Lee until .*: on a journey/);
    const promised = await command('hold', id, '--promise');
    expect(promised.stderr).toContain('FT-CLI-UNTIL');
  }, 60_000);

  test('an ended case is taken up again by a manager', async () => {
    const { id } = await asked();
    await command('withdraw', id);
    await until(async () => (await stage.client.show(id)).status === 'closed');
    const refused = await command('reinstate', id, '--as', 'sam');
    expect(refused.stderr).toContain('FT-CLI-ROLE');
    const taken = await command('reinstate', id, '--as', 'morgan');
    expect(taken.stdout).toContain(`is taken up again as ${id}~2`);
  }, 60_000);
});
