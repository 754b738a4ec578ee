import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { lockOf } from '../../cli/system/running.ts';
import { takeLock } from '../../embedded/lock.ts';
import { lines, run, start } from './support/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'followthrough-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the command as a process of its own', () => {
  test('help names every command', async () => {
    const { code, stdout } = await start(['--help']).ended;
    expect(code).toBe(0);
    for (const command of [
      'check',
      'explain',
      'preview',
      'rehearse',
      'open',
      'show',
      'list',
      'reply',
      'outbox',
      'up',
    ])
      expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
  });

  test('ends with the exit code of what went wrong, and says it without a stack trace', async () => {
    const { code, stdout, stderr } = await start(['preview', 'nothing']).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^FT-CMD-PROCEDURE: there is no procedure "nothing"/);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test('a reader that has seen enough is no error', async () => {
    const { child, ended } = start(['explain', 'case-alert']);
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  });
});

describe('the command line', () => {
  test('every command has a help with an example', async () => {
    const { stdout } = await run(['--help']);
    const names = [...stdout.matchAll(/^ {2}([a-z-]+)(?: \[| <|  )/gm)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThan(15);
    for (const name of names.filter((each) => each !== 'help')) {
      const help = await run([name, '--help']);
      expect({ name, code: help.code }).toEqual({ name, code: 0 });
      expect(help.stdout).toMatch(/Examples?:\n {2}\$ /);
    }
  }, 120_000);

  test('a command that does not exist is exit code 2 and a near word', async () => {
    const { code, stderr, stdout } = await run(['previw']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean preview?');
    expect(stdout).toBe('');
  });

  test('a fact without a value is exit code 2', async () => {
    const { code, stderr } = await run(['preview', 'case-alert', '--fact', 'doctor-name']);
    expect(code).toBe(2);
    expect(stderr).toContain('NAME=VALUE');
  });

  test('the advice names the command that was written', async () => {
    const { code, stderr } = await run(['rehearse']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('followthrough rehearse --help')]);
  });

  test('with --json an error is JSON on standard output, too', async () => {
    const { code, stdout } = await run(['preview', 'nothing', '--json']);
    expect(code).toBe(1);
    expect(lines(stdout)).toEqual([
      { error: expect.stringContaining('"nothing"'), code: 'FT-CMD-PROCEDURE' },
    ]);
  });

  test('a command that needs a running system says how to start one, with exit code 3', async () => {
    const { code, stderr } = await run(['list', '--data-dir', folder]);
    expect(code).toBe(3);
    expect(stderr).toContain('FT-CMD-NOT-RUNNING');
    expect(stderr).toContain('npm start');
  });
});

describe('while the first start still builds', () => {
  test('a command says that Followthrough is starting there, and not how to start another one', async () => {
    const starting = join(folder, 'starting');
    const lock = await takeLock(lockOf(starting), 'The data folder', []);
    try {
      const { code, stderr } = await run(['list', '--data-dir', starting]);
      expect(code).toBe(3);
      expect(stderr).toMatch(/FT-CMD-STARTING: .* has had .*starting for \d+ s .* still starting/);
      expect(stderr).not.toContain('npm start');
    } finally {
      lock.release();
    }
    expect((await run(['list', '--data-dir', starting])).stderr).toContain('FT-CMD-NOT-RUNNING');
  });
});

describe('check', () => {
  test('the shipped procedures are fine', async () => {
    const { code, stdout } = await run(['check']);
    expect(code).toBe(0);
    expect(stdout).toContain('✓ case-alert');
    expect(stdout).toContain('✓ three-follow-ups');
  });

  test('a broken procedure is shown with file, line, column and caret, and exit code 1', async () => {
    const procedures = join(folder, 'procedures');
    cpSync(new URL('../../procedures', import.meta.url), procedures, { recursive: true });
    const file = join(procedures, 'case-alert', 'procedure.yaml');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('send-portal: reminder-1', 'send-portl: reminder-1'),
    );
    const { code, stdout } = await run(['check', '--procedures', procedures]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/case-alert\/procedure\.yaml:\d+:\d+ FT-PRC-/);
    expect(stdout).toContain('send-portal');
    expect(stdout).toContain('^');
    expect(stdout).toContain('✗ case-alert');
    const asJson = await run(['check', '--procedures', procedures, '--json']);
    expect(lines(asJson.stdout)).toHaveLength(1);
  });
});

describe('explain', () => {
  test('prints a procedure as English', async () => {
    const { code, stdout } = await run(['explain', 'case-alert']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/reminder-1/);
    expect(stdout.split('\n').length).toBeGreaterThan(10);
  });
});
