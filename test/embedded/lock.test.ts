import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type Holder, takeLock } from '../../embedded/lock.ts';
import { isRunning, markOf, type ProcessMark } from '../../embedded/processes.ts';
import { testFolder } from './support/folder.ts';
import { refusal } from './support/refusal.ts';

describe('the lock file of a data folder', () => {
  const folder = testFolder();
  const children: ChildProcess[] = [];
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
  });
  const at = (name: string) => join(folder, name);
  const take = (name: string) => takeLock(at(name), 'The data', [['SIGTERM', 5_000]]);

  async function sleeper(): Promise<{ child: ChildProcess; mark: ProcessMark }> {
    const child = spawn('sleep', ['60'], { stdio: 'ignore' });
    children.push(child);
    await once(child, 'spawn');
    return { child, mark: markOf(child.pid as number) ?? { pid: 0, started: 'none' } };
  }

  /** Takes the lock and makes it look as if somebody else had. */
  async function leave(name: string, change: (holder: Holder) => void): Promise<void> {
    await take(name);
    const holder = JSON.parse(readFileSync(at(name), 'utf8')) as Holder;
    change(holder);
    writeFileSync(at(name), JSON.stringify(holder));
  }

  const die = (holder: Holder) => {
    holder.owner.started = 'another boot/1';
  };
  const winners = async (name: string) => {
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => take(name)));
    return attempts.filter(({ status }) => status === 'fulfilled').length;
  };

  it('LED-1: a second opener is refused and told which process has it, and since when', async () => {
    const lock = await take('second');
    const { code, message } = await refusal(take('second'));
    expect(code).toBe('FT-EMB-LOCKED');
    expect(message).toMatch(new RegExp(`process ${process.pid} since \\d{4}-\\d\\d-\\d\\dT`));
    lock.release();
    (await take('second')).release();
    expect(existsSync(at('second'))).toBe(false);
  });

  it('LED-1: of many openers at once one gets it', async () => {
    expect(await winners('many')).toBe(1);
  });

  it('LED-1: of many openers that find a dead lock one gets it', async () => {
    await leave('dead-many', die);
    expect(await winners('dead-many')).toBe(1);
  });

  it('LED-1: the lock of a dead process is taken over, also when its pid was given to another', async () => {
    await leave('dead', die);
    await expect(take('dead')).resolves.toBeDefined();
  });

  it('LED-1: a holder that is stopped is not robbed', async () => {
    const { child, mark } = await sleeper();
    await leave('stopped', (holder) => {
      holder.owner = mark;
    });
    child.kill('SIGSTOP');
    expect((await refusal(take('stopped'))).message).toContain(`process ${mark.pid}`);
  });

  it('SRV-4: a server that outlived the process that started it is stopped before its data is opened', async () => {
    const { mark } = await sleeper();
    await leave('orphan', (holder) => {
      die(holder);
      holder.child = mark;
    });
    await take('orphan');
    expect(isRunning(mark)).toBe(false);
  });

  it('LED-1: a holder in another container is refused while its socket answers, and taken over when it is dead', async () => {
    await leave('container', (holder) => {
      holder.place.pids = 'pid:[1]';
    });
    expect((await refusal(take('container'))).message).toContain('delete the lock file');
    const socket = at('dead-socket');
    const script = `require('net').createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, 'SIGKILL'))`;
    await once(spawn(process.execPath, ['-e', script], { stdio: 'ignore' }), 'exit');
    const holder = JSON.parse(readFileSync(at('container'), 'utf8')) as Holder;
    writeFileSync(at('container'), JSON.stringify({ ...holder, socket }));
    await expect(take('container')).resolves.toBeDefined();
  });

  it('LED-1: a holder on another machine is never taken for dead, one before a restart of this machine is', async () => {
    await leave('machine', (holder) => {
      holder.place = { host: 'another-machine', boot: 'another boot', pids: 'pid:[1]' };
    });
    expect((await refusal(take('machine'))).message).toContain('on another-machine');
    await leave('restart', (holder) => {
      holder.place = { ...holder.place, boot: 'another boot', pids: 'pid:[1]' };
    });
    await expect(take('restart')).resolves.toBeDefined();
  });
});
