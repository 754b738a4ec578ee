import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { EmbeddedError } from '../errors.ts';

export interface GoBuild {
  go: string;
  folder: string;
  target: string;
  what: string;
  onProgress: (line: string) => void;
  signal?: AbortSignal | undefined;
}

const TELL_EVERY = 5_000;

/** Builds the Go program in `folder`, telling every few seconds what Go, which prints little, is at. */
export async function runGo(build: GoBuild): Promise<void> {
  const begun = Date.now();
  let [downloaded, compiled] = [0, 0];
  const tell = () => {
    const modules = downloaded === 0 ? 'reading modules' : `downloading modules (${downloaded} so far)`;
    const phase = compiled === 0 ? modules : `compiling (${compiled} packages so far)`;
    build.onProgress(`${build.what}: ${phase} … ${elapsed(Date.now() - begun)}`);
  };
  const ticker = setInterval(tell, TELL_EVERY);
  tell();
  try {
    await go(build, ['build', '-v', '-trimpath', '-ldflags', '-s -w', '-o', build.target, '.'], (line) => {
      if (line.startsWith('go: downloading')) downloaded += 1;
      else compiled += 1;
    });
  } finally {
    clearInterval(ticker);
  }
}

/** Runs Go in our process group, so that Ctrl-C ends it with us: what it did so far stays in its own cache. */
async function go(build: GoBuild, args: string[], onLine: (line: string) => void): Promise<void> {
  const child = spawn(build.go, args, {
    cwd: build.folder,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false -mod=readonly' },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(build.signal === undefined ? {} : { signal: build.signal }),
  });
  const last: string[] = [];
  createInterface(child.stderr).on('line', (line) => {
    onLine(line);
    last.push(line);
    if (last.length > 6) last.shift();
  });
  const outcome = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(String(signal ?? code)));
  });
  if (outcome === '0') return;
  throw new EmbeddedError(
    'FT-EMB-BUILD',
    `Go could not build the Temporal server from ${build.folder} (it ended with ${outcome}):\n` +
      `${last.join('\n')}\nInstall the Temporal CLI instead, or set TEMPORAL_ADDRESS.`,
  );
}

function elapsed(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
