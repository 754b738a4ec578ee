import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../embedded/ports.ts';
import { until } from '../client/support/until.ts';
import { builtCommand } from '../support/built.ts';
import { lines, run, type Started, start } from './support/command.ts';
import { descendantsOf, isAlive } from './support/processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'followthrough-up-'));
const dataDir = join(folder, 'data');
/** A machine without a Temporal server builds one first. */
const FIRST_START = 12 * 60_000;

async function ports(): Promise<string[]> {
  const [http, temporal, ui] = [await freePort(), await freePort(), await freePort()];
  return ['--http-port', `${http}`, '--temporal-port', `${temporal}`, '--ui-port', `${ui}`];
}

async function untilRunning(started: Started, within: number): Promise<void> {
  const deadline = Date.now() + within;
  while (!started.printed().stdout.includes('Followthrough runs')) {
    if (started.child.exitCode !== null || Date.now() > deadline)
      throw new Error(`up did not start:\n${started.printed().stdout}${started.printed().stderr}`);
    await sleep(100);
  }
}

async function untilGone(pids: number[], within: number): Promise<number[]> {
  const deadline = Date.now() + within;
  while (pids.some(isAlive) && Date.now() < deadline) await sleep(50);
  return pids.filter(isAlive);
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('up', () => {
  let running: Started;
  let http = '';

  beforeAll(async () => {
    running = start(['up', '--data-dir', dataDir, '--no-samples', ...(await ports())], { cwd: folder });
    await untilRunning(running, FIRST_START);
    http = (JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as { http: string }).http;
  }, FIRST_START);
  afterAll(() => void running?.child.kill('SIGKILL'));

  test('says what is where and what to try next', () => {
    const { stdout } = running.printed();
    expect(stdout).toContain(http);
    expect(stdout).toMatch(/Temporal's Web UI +http:\/\/127\.0\.0\.1:\d+/);
    expect(stdout).toContain('npx followthrough rehearse');
  });

  test('/health is ok', async () => {
    const answer = await fetch(`${http}/health`, { headers: { connection: 'close' } });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: 'ok' });
  });

  test('where it runs can be read by its owner only', async () => {
    const { statSync } = await import('node:fs');
    expect(statSync(join(dataDir, 'running.json')).mode & 0o077).toBe(0);
  });

  test('with --no-samples there is no case', async () => {
    const { code, stdout } = await run(['list', '--data-dir', dataDir, '--json']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  test('a case is opened, held, answered, settled, and shows all of it', async () => {
    const on = ['--data-dir', dataDir];
    const sent = new Date().toISOString();
    const facts = [
      '--fact',
      `alert-sent=${sent}`,
      '--fact',
      'doctor-name=Example',
      '--contact',
      'portal=example-dental',
    ];
    const opened = await run([
      'open',
      'case-alert',
      '--id',
      'alert-77',
      '--source',
      'lab-crm',
      ...facts,
      ...on,
      '--json',
    ]);
    expect(lines(opened.stdout)[0]).toMatchObject({
      id: 'case-alert:lab-crm:alert-77',
      existing: false,
      started: true,
    });
    const again = await run([
      'open',
      'case-alert',
      '--id',
      'alert-77',
      '--source',
      'lab-crm',
      ...facts,
      ...on,
      '--json',
    ]);
    expect(lines(again.stdout)[0]).toMatchObject({ existing: true });
    expect(lines(again.stdout)[0]).not.toHaveProperty('differs');
    const other = ['--fact', 'doctor-name=Somebody', '--contact', 'portal=another'];
    const differing = await run([
      'open',
      'case-alert',
      '--id',
      'alert-77',
      '--source',
      'lab-crm',
      ...other,
      ...on,
      '--json',
    ]);
    expect(lines(differing.stdout)[0]).toMatchObject({ differs: ['facts.doctor-name', 'contact.portal'] });
    expect(differing.stderr).toContain('Nothing was changed.');

    expect(
      (await run(['hold', 'alert-77', '--until', '2099-01-05', '--reason', 'away', ...on])).stdout,
    ).toContain('on hold');
    const reply = await run(['reply', 'alert-77', 'Please proceed as is.', ...on, '--json']);
    expect(lines(reply.stdout)[0]).toMatchObject({ delivered: true, repeated: false });
    const task = await until(async () => {
      const [open, more] = lines((await run(['tasks', 'alert-77', ...on, '--json'])).stdout);
      return more === undefined && open;
    });
    const settled = await run([
      'task',
      'done',
      String(task['id']).slice(-8),
      '--outcome',
      'settle',
      '--as',
      'Sam Sample',
      ...on,
    ]);
    expect(settled.stdout).toContain('closed: answered');

    const shown = await until(async () => {
      const [found] = lines((await run(['show', 'alert-77', ...on, '--json'])).stdout);
      return found?.['status'] === 'closed' && found;
    });
    expect(shown).toMatchObject({ outcome: 'answered' });
    const happened = (shown as unknown as { timeline: { what: string }[] }).timeline.map(({ what }) => what);
    for (const what of ['opened', 'held', 'replied', 'ended']) expect(happened).toContain(what);
    const screen = (await run(['show', 'alert-77', ...on])).stdout;
    expect(screen).toContain('Times are those of America/Los_Angeles.');
    expect(screen).toMatch(/done by a person: .* → settle, by Sam Sample/);
    expect(screen).not.toMatch(/\d{4}-\d{2}-\d{2}T/);
  }, 120_000);

  test('what a case refuses is exit code 1, a case that does not exist too', async () => {
    const refused = await run(['settle', 'alert-77', '--data-dir', dataDir]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('FT-CLI-REFUSED');
    const unknown = await run(['show', 'nothing-like-that', '--data-dir', dataDir]);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('FT-CMD-CASE');
  }, 60_000);

  test('a rehearsal uses what runs, ends with one document, and what would have been sent is in the outbox', async () => {
    const args = [
      'rehearse',
      'case-alert',
      '--fact',
      'alert-sent=2026-03-06T17:01:00-08:00',
      '--data-dir',
      dataDir,
    ];
    const { code, stdout, stderr } = await run([...args, '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const last = lines(stdout).at(-1);
    expect(last).toMatchObject({ procedure: 'case-alert', variant: '2', outcome: 'proceeded' });
    const timeline = last?.['timeline'] as { at: string; what: string; about: string | null }[];
    const sent = timeline.filter(({ what, about }) => what === 'done' && about?.includes('send-portal'));
    expect(sent.map(({ at }) => at.slice(0, 13))).toEqual([
      '2026-03-10T09',
      '2026-03-11T09',
      '2026-03-12T10',
    ]);
    const outbox = await run(['outbox', String(last?.['workflowId']), '--data-dir', dataDir]);
    expect(outbox.stdout).toContain('Dear Dr. Example');
  }, 60_000);

  test('a second up on the same data folder is refused and says who holds it', async () => {
    const second = await run(['up', '--data-dir', dataDir, '--no-samples', ...(await ports())], {
      cwd: folder,
      entry: await builtCommand(),
    });
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('FT-CMD-RUNNING');
    expect(second.stderr).toContain(`process ${running.child.pid}`);
  }, 60_000);

  test('Ctrl-C ends every process within 10 seconds, with exit code 0', async () => {
    const children = descendantsOf(running.child.pid ?? 0);
    expect(children.length).toBeGreaterThanOrEqual(2);
    const begun = Date.now();
    running.child.kill('SIGINT');
    const { code } = await running.ended;
    expect(code).toBe(0);
    const left = 10_000 - (Date.now() - begun);
    expect(left).toBeGreaterThan(0);
    expect(await untilGone(children, left)).toEqual([]);
    expect(existsSync(join(dataDir, 'running.json'))).toBe(false);
  }, 30_000);

  test('after kill -9 no process is left behind, and the next start goes on, with nothing to prepare', async () => {
    const second = await startAgain();
    const children = descendantsOf(second.child.pid ?? 0);
    second.child.kill('SIGKILL');
    await second.ended;
    expect(await untilGone(children, 20_000)).toEqual([]);
    expect((await run(['list', '--data-dir', dataDir])).code).toBe(3);

    const third = await startAgain();
    const listed = await run(['list', '--data-dir', dataDir, '--json']);
    expect(lines(listed.stdout).map(({ source }) => source)).toEqual(['lab-crm']);
    expect(listed.stderr).toContain('1 rehearsal that has ended is not shown');
    const cases = lines((await run(['list', '--all', '--data-dir', dataDir, '--json'])).stdout);
    expect(cases.map(({ source }) => source).sort()).toEqual(['lab-crm', 'rehearsal']);
    third.child.kill('SIGTERM');
    expect((await third.ended).code).toBe(0);
    expect(third.printed().stderr).not.toMatch(/[Bb]uild|[Dd]ownload/);
  }, 180_000);

  async function startAgain(): Promise<Started> {
    const entry = await builtCommand();
    running = start(['up', '--data-dir', dataDir, ...(await ports())], { cwd: folder, entry });
    await untilRunning(running, 60_000);
    return running;
  }
});

describe('up refuses with one clear message and leaves nothing running', () => {
  let entry: string;
  beforeAll(async () => {
    entry = await builtCommand();
  }, 150_000);

  test('a port in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const own = join(folder, 'port');
    const args = (await ports()).map((each, index) => (index === 3 ? String(port) : each));
    const ended = await run(['up', '--data-dir', own, ...args], { cwd: folder, entry });
    taken.close();
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('FT-EMB-PORT');
    expect(ended.stderr).toContain('--temporal-port');
    expect(existsSync(join(own, 'ledger'))).toBe(false);
  }, 60_000);

  test('a data folder that is a file', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'not a folder');
    const ended = await run(['up', '--data-dir', file, ...(await ports())], { cwd: folder, entry });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('FT-CMD-DATA-DIR');
  }, 60_000);

  test('a Temporal server that does not answer', async () => {
    const own = join(folder, 'temporal');
    const env = { TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}` };
    const ended = await run(['up', '--data-dir', own, ...(await ports())], { cwd: folder, env, entry });
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('FT-CMD-TEMPORAL');
  }, 60_000);

  test('packed workflow code of another release', async () => {
    const own = join(folder, 'packed');
    const file = join(folder, 'packed.js');
    writeFileSync(file, '// workflows of followthrough 0.0.0\n');
    const env = { FOLLOWTHROUGH_BUNDLE: file };
    const ended = await run(['up', '--data-dir', own, ...(await ports())], { cwd: folder, env, entry });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/^FT-CMD-FILE: .*packed\.js is no bundle of this release/m);
  }, 60_000);

  test('a configuration with a mistake', async () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, 'channels:\n  portal: carrier-pigeon\n');
    const own = join(folder, 'config');
    const args = ['--data-dir', own, '--config', file, ...(await ports())];
    const ended = await run(['up', ...args], { entry });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/wrong\.yaml:2:\d+ FT-CFG-CONNECTOR/);
  }, 60_000);
});
