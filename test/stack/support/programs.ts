import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { defaultCacheDir } from '../../../embedded/temporalServer.ts';
import { findProgram } from '../../../embedded/temporal/cli.ts';
import { fileOf, root } from './compose.ts';
import { dockerignore } from './dockerignore.ts';

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
  const context = join(folder, 'context');
  await contextIn(context);
  await run('npm', ['run', 'build'], { cwd: context });
  await run('cp', ['-a', `${context}/dist/.`, app]);
  await packagesIn(app);
  await run('cp', [`${root}/package-lock.json`, app]);
  await run('npm', ['prune', '--omit=dev', '--ignore-scripts', '--offline'], { cwd: app });
  const removed = /^RUN rm -rf (.+)$/m.exec(fileOf('Dockerfile'))?.[1]?.split(' ') ?? [];
  if (removed.length === 0) throw new Error('the Dockerfile removes no packages any more');
  for (const each of removed) await rm(join(app, each), { recursive: true });
  return app;
}

/** What `docker build` sees of the checkout, with the packages that it installs. */
async function contextIn(folder: string): Promise<void> {
  const listed = await run('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root });
  const ignored = dockerignore();
  const seen = listed.stdout.split('\0').filter((path) => path !== '' && !ignored(path));
  for (const path of seen) {
    const from = join(root, path);
    if (existsSync(from)) await cp(from, join(folder, path));
  }
  await packagesIn(folder);
}

/** Linked where both are on one disk: the packages are half a gigabyte. */
async function packagesIn(folder: string): Promise<void> {
  const packages = [`${root}/node_modules`, join(folder, 'node_modules')];
  await run('cp', ['-al', ...packages]).catch(() => run('cp', ['-a', ...packages]));
}
