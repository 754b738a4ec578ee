import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const VERSION = '4.32.5';
const HERE = fileURLToPath(new URL('.', import.meta.url));
const run = promisify(execFile);

/** The program, installed into a folder of its own when it is first asked for; or why there is none. */
export async function schemathesis(): Promise<{ program: string } | { missing: string }> {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'followthrough', `schemathesis-${VERSION}`);
  const program = join(folder, 'bin', 'schemathesis');
  if (existsSync(join(folder, 'ready'))) return { program };
  try {
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`], {
      timeout: 300_000,
    });
    await run('touch', [join(folder, 'ready')]);
    return { program };
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { missing: `schemathesis cannot be installed here: ${reason}` };
  }
}

export interface Fuzz {
  program: string;
  url: string;
  key: string;
  seconds: number;
  seed: number;
}

/** Tries everything that the document allows, and what it does not, with all checks. */
export function fuzz({
  program,
  url,
  key,
  seconds,
  seed,
}: Fuzz): Promise<{ code: number | null; said: string }> {
  const config = join(HERE, 'schemathesis.toml');
  const checks = '--checks all --continue-on-failure --suppress-health-check all --warnings off';
  const args = ['--config-file', config, 'run', `${url}/openapi.json`, ...checks.split(' ')];
  args.push(
    '--seed',
    String(seed),
    '--max-time',
    String(seconds),
    '--header',
    `Authorization: Bearer ${key}`,
  );
  const child = spawn(program, args, {
    env: {
      ...process.env,
      SCHEMATHESIS_HOOKS: 'hooks',
      PYTHONPATH: HERE,
      PYTHONDONTWRITEBYTECODE: '1',
      NO_COLOR: '1',
    },
    cwd: process.env['TMPDIR'] ?? '/tmp',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
}
