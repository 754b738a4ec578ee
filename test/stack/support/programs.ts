import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { defaultCacheDir } from '../../../embedded/temporalServer.ts';
import { findProgram } from '../../../embedded/temporal/cli.ts';
import { fileOf, root } from './compose.ts';

const run = promisify(execFile);
/** The programs by the names that they have in the images. */
const PROGRAMS = {
  'temporal-server': 'go.temporal.io/server/cmd/server',
  'temporal-sql-tool': 'go.temporal.io/server/cmd/tools/sql',
};

/** The folder with the programs of Temporal's images, built with Go the first time: about five minutes, later nothing. */
export async function temporalPrograms(say: (line: string) => void): Promise<string> {
  const hash = createHash('sha256').update(fileOf('server/stack/go.mod') + fileOf('server/stack/go.sum'));
  const folder = join(defaultCacheDir(), `temporal-stack-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  const go = findProgram('go', ['/usr/local/go/bin']);
  if (!go) throw new Error('Go is needed to build the programs of the images of Temporal.');
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  try {
    for (const [name, source] of Object.entries(PROGRAMS)) {
      say(`building ${name}, as in Temporal's image`);
      await run(go, ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(draft, name), source], {
        cwd: join(root, 'server/stack'),
        env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false -mod=readonly' },
      });
    }
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/**
 * What the Dockerfile puts into the image, in a folder outside of the checkout: the compiled code, and of the
 * packages only those that the image has.
 */
export async function imageIn(folder: string, say: (line: string) => void): Promise<string> {
  const app = join(folder, 'app');
  await mkdir(app);
  say('building what the image holds');
  await run('npm', ['run', 'build'], { cwd: root });
  await run('cp', ['-a', `${root}/dist/.`, app]);
  // Linked where both are on one disk: the packages are half a gigabyte.
  const packages = [`${root}/node_modules`, join(app, 'node_modules')];
  await run('cp', ['-al', ...packages]).catch(() => run('cp', ['-a', ...packages]));
  await run('cp', [`${root}/package-lock.json`, app]);
  await run('npm', ['prune', '--omit=dev', '--ignore-scripts', '--offline'], { cwd: app });
  const removed = /^RUN rm -rf (.+)$/m.exec(fileOf('Dockerfile'))?.[1]?.split(' ') ?? [];
  if (removed.length === 0) throw new Error('the Dockerfile removes no packages any more');
  for (const each of removed) await rm(join(app, each), { recursive: true });
  return app;
}
