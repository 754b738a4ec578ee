import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** A program of somebody else, in plain JavaScript: no tsx, no types. */
const PROGRAM = `
import { connect, parseCaseId } from 'followthrough/client';
const client = await connect({ ledgerUrl: 'postgres://nobody@127.0.0.1:1/none', temporal: { address: '127.0.0.1:1', namespace: 'none' } });
const refused = await client.openCase({ procedure: 'case-alert', source: 'a b', id: '1', facts: {} }).catch((error) => error.code);
console.log(refused, parseCaseId('case-alert:lab:7').occurrence);
await client.close();
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'somebody-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the client', () => {
  it('is usable from any Node program once it is built', async () => {
    await run('npm', ['run', '--silent', 'build'], { cwd: root });
    await writeFile(join(folder, 'program.mjs'), PROGRAM);
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    const modules = join(folder, 'node_modules');
    await run('mkdir', [modules]);
    await symlink(root, join(modules, 'followthrough'));
    const { stdout } = await run(process.execPath, ['program.mjs'], {
      cwd: folder,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    expect(stdout.trim()).toMatch(/^FT-[A-Z-]+ 7$/);
  }, 60_000);

  it('brings its types and the shipped procedures', async () => {
    expect(await readFile(join(root, 'dist/client/index.d.ts'), 'utf8')).toContain('connect');
    expect(await readFile(join(root, 'dist/procedures/case-alert/procedure.yaml'), 'utf8')).toContain(
      'case-alert',
    );
  });
});
