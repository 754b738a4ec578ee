import { spawn } from 'node:child_process';
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
  let phase = 'downloading modules';
  let compiled = 0;
  const tell = () => {
    const detail = compiled === 0 ? phase : `${phase}, ${compiled} packages so far`;
    build.onProgress(`${build.what}: ${detail} … ${elapsed(Date.now() - begun)}`);
  };
  const ticker = setInterval(tell, TELL_EVERY);
  tell();
  try {
    await go(build, ['mod', 'download'], () => undefined);
    phase = 'compiling';
    tell();
    const args = ['build', '-v', '-trimpath', '-ldflags', '-s -w', '-o', build.target, '.'];
    await go(build, args, (lines) => {
      compiled += lines;
    });
  } finally {
    clearInterval(ticker);
  }
}

/** Runs Go in our process group, so that Ctrl-C ends it with us: what it did so far stays in its own cache. */
async function go(build: GoBuild, args: string[], onLines: (count: number) => void): Promise<void> {
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false -mod=readonly' };
  const child = spawn(build.go, args, {
    cwd: build.folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(build.signal === undefined ? {} : { signal: build.signal }),
  });
  let last = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    onLines(text.split('\n').length - 1);
    last = (last + text).slice(-2_000);
  });
  const outcome = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(String(signal ?? code)));
  });
  if (outcome === '0') return;
  const lines = last.trim().split('\n').slice(-6).join('\n');
  throw new EmbeddedError(
    'FT-EMB-BUILD',
    `Go could not build the Temporal server from ${build.folder} ("go ${args.slice(0, 2).join(' ')}" ended with ${outcome}):\n` +
      `${lines}\nInstall the Temporal CLI instead, or set TEMPORAL_ADDRESS.`,
  );
}

function elapsed(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
