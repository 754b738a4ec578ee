import { spawn } from 'node:child_process';

/**
 * Sends `signal` to a process when ours dies without calling it off: a shell waits on a pipe whose other end only we
 * hold, and the kernel closes that end with us, kill -9 included. Nothing on Windows, which has no such shell.
 */
export function watchOver(pid: number, signal: NodeJS.Signals): () => void {
  if (process.platform === 'win32') return () => undefined;
  const script = 'read -r _ || kill -s "$1" "$2" 2>/dev/null';
  const watchdog = spawn('/bin/sh', ['-c', script, 'watchdog', signal.replace('SIG', ''), String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.on('error', () => undefined);
  watchdog.stdin.on('error', () => undefined);
  watchdog.unref();
  (watchdog.stdin as unknown as { unref(): void }).unref();
  return () => watchdog.stdin.end('called off\n');
}
