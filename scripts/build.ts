/**
 * `npm run build [-- FOLDER]`: the product as plain JavaScript, by default in dist/: compiled, with what the code reads
 * beside itself, and the workflow code packed into the one file that workers run.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflows } from '../worker/bundle.ts';
import { BUNDLE_NAME, stamped } from '../worker/prebuilt.ts';

/** What the compiled code reads or builds: procedures with their messages, the ledger's migrations, the table of errors. */
const READ_BESIDE = [
  { folder: 'procedures', endings: ['.yaml', '.liquid'] },
  // Loaded by its path, as it is.
  { folder: 'workflows', endings: ['.cjs'] },
  { folder: 'ledger/migrations', endings: ['.sql'] },
  { folder: 'connectors/errors', endings: ['.yaml'] },
  // The Temporal server that `up` builds where there is none; the image has one beside it.
  { folder: 'server', endings: ['.go', '.mod', '.sum'], notInImage: true },
];
const COPIED = ['package.json', 'cli/followthrough.mjs'];

const root = fileURLToPath(new URL('..', import.meta.url));
const out = resolve(process.argv[2] ?? join(root, 'dist'));

const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', out], {
  stdio: 'inherit',
});
for (const { folder, endings, notInImage } of READ_BESIDE) {
  if (notInImage && !existsSync(join(root, folder))) continue;
  cpSync(join(root, folder), join(out, folder), {
    recursive: true,
    filter: (path) => !/\.[a-z]+$/.test(path) || endings.some((ending) => path.endsWith(ending)),
  });
}
for (const file of COPIED) cpSync(join(root, file), join(out, file));
const { code } = await bundleWorkflows();
writeFileSync(join(out, BUNDLE_NAME), await stamped(code));
