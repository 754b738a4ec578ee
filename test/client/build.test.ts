import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtProduct } from '../support/built.ts';

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
    const product = await builtProduct();
    await writeFile(join(folder, 'program.mjs'), PROGRAM);
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    const modules = join(folder, 'node_modules');
    await run('mkdir', [modules]);
    await symlink(product, join(modules, 'followthrough'));
    const { stdout } = await run(process.execPath, ['program.mjs'], {
      cwd: folder,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    expect(stdout.trim()).toMatch(/^FT-[A-Z-]+ 7$/);
  }, 150_000);

  it('brings its types and the shipped procedures', async () => {
    const dist = join(await builtProduct(), 'dist');
    expect(await readFile(join(dist, 'client/index.d.ts'), 'utf8')).toContain('connect');
    expect(await readFile(join(dist, 'procedures/case-alert/procedure.yaml'), 'utf8')).toContain(
      'case-alert',
    );
  });
});
