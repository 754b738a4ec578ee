import { execFile } from 'node:child_process';
import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { oncePerRun } from './oncePerRun.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let folder: Promise<string> | null = null;

/**
 * The package as `npm run build` makes it, built once for the whole run: what other programs import and what the image
 * runs. A process of it starts in half the time of one that translates its sources.
 * @returns the package's folder; the compiled code is in its `dist`
 */
export function builtProduct(): Promise<string> {
  folder ??= oncePerRun('product', async (path) => {
    await mkdir(path);
    await copyFile(join(ROOT, 'package.json'), join(path, 'package.json'));
    await symlink(join(ROOT, 'node_modules'), join(path, 'node_modules'));
    const env = { ...process.env, NODE_OPTIONS: '' };
    await promisify(execFile)('npm', ['run', '--silent', 'build', '--', join(path, 'dist')], {
      cwd: ROOT,
      env,
    });
  });
  return folder;
}

/** The entry of its command line. */
export async function builtCommand(): Promise<string> {
  return join(await builtProduct(), 'dist', 'cli', 'followthrough.mjs');
}
