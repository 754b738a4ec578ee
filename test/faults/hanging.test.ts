import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, jest, test } from '@jest/globals';
import { endWhenHanging } from '../../worker/hanging.ts';

jest.setTimeout(60_000);

const SECONDS = 2;
const HANGING = new URL('../../worker/hanging.ts', import.meta.url).href;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A process that is watched, from its sources, and does this then. */
function watched(does: string, watch = "endWhenHanging('worker');"): ChildProcess {
  const script = `import fs from 'node:fs'; import { endWhenHanging } from '${HANGING}'; ${watch} ${does}`;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', FOLLOWTHROUGH_HANG_SECONDS: String(SECONDS) },
  });
}

interface End {
  code: number | null;
  signal: string | null;
  said: string;
}

async function endOf(child: ChildProcess): Promise<End> {
  let said = '';
  child.stderr?.on('data', (part: Buffer) => {
    said += String(part);
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal, said };
}

/** Works in pieces of 0.3 s, in which a time when it was stopped does not count. */
const busyWhile = (condition: string) => `
  while (${condition}) {
    console.log('piece');
    let worked = 0;
    for (let last = Date.now(), now = last; worked < 300; last = now) {
      now = Date.now();
      worked += Math.min(now - last, 50);
    }
    await new Promise((turn) => setTimeout(turn));
  }`;

const WELL = { code: 0, signal: null, said: '' };

describe('A process that hangs ends itself, so that it can be started anew', () => {
  test.concurrent('its loop stands still: it says so in a line of the log, and ends', async () => {
    const before = Date.now();
    const { signal, said } = await endOf(watched('for (;;);'));
    expect(signal).toBe('SIGKILL');
    const { time, ...line } = JSON.parse(said) as Record<string, unknown>;
    expect(line).toEqual({ level: 60, part: 'worker', msg: expect.stringContaining(`${SECONDS} s`) });
    expect(time).toBeGreaterThan(before);
  });

  test.concurrent('also when nobody reads what it says, because that is what it hangs on', async () => {
    const child = watched("for (;;) try { fs.writeSync(2, 'x'.repeat(65_536)); } catch {}");
    const [, signal] = await once(child, 'exit');
    child.stderr?.destroy();
    expect(signal).toBe('SIGKILL');
  });

  test.concurrent('also when its loop turns, and it does not do what it is there for', async () => {
    const child = watched('setInterval(() => {}, 100);', "endWhenHanging('worker', () => false);");
    expect(await endOf(child)).toMatchObject({ signal: 'SIGKILL' });
  });

  test.concurrent('one that is busy in pieces goes on', async () => {
    const busy = `const done = Date.now() + ${SECONDS * 2_000}; ${busyWhile('Date.now() < done')}`;
    expect(await endOf(watched(busy))).toEqual(WELL);
  });

  test.concurrent('one that was stopped for longer, as a machine that sleeps is, goes on', async () => {
    const child = watched(`
      let told = false;
      process.stdin.once('end', () => { told = true; }).resume();
      ${busyWhile('!told')}`);
    const end = endOf(child);
    for (let piece = 0; piece < 3; piece += 1) await once(child.stdout!, 'data');
    // In the middle of a piece: when it goes on, the watch looks before a new sign can come.
    await sleep(100);
    child.kill('SIGSTOP');
    await sleep(SECONDS * 1_500);
    child.kill('SIGCONT');
    // Long enough for the watch to look again.
    await sleep(SECONDS * 500);
    child.stdin?.end();
    expect(await end).toEqual(WELL);
  });

  test.concurrent('one that has done its work ends: the watch keeps nothing alive', async () => {
    expect(await endOf(watched(''))).toEqual(WELL);
  });

  test('a limit that is none is refused', () => {
    const before = process.env['FOLLOWTHROUGH_HANG_SECONDS'];
    try {
      for (const wrong of ['soon', '-1', '0.01', 'NaN']) {
        process.env['FOLLOWTHROUGH_HANG_SECONDS'] = wrong;
        expect(() => endWhenHanging('worker')).toThrow('FOLLOWTHROUGH_HANG_SECONDS');
      }
    } finally {
      if (before === undefined) delete process.env['FOLLOWTHROUGH_HANG_SECONDS'];
      else process.env['FOLLOWTHROUGH_HANG_SECONDS'] = before;
    }
  });
});
