import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { procedureSchema } from '../domain/procedure/vocabulary/schema.ts';
import { errorsPage } from './errorsPage.ts';
import { errorTables } from './errorTables.ts';
import { vocabularyPage } from './vocabularyPage.ts';

/** Writes what is generated from tables in the code: the JSON Schema, the vocabulary page and the page of errors. */
const SCHEMA = 'procedures/procedure.schema.json';
const pages = {
  [SCHEMA]: `${JSON.stringify(procedureSchema(), null, 2)}\n`,
  'docs/vocabulary.md': vocabularyPage(),
  'docs/errors.md': errorsPage((await errorTables()).map(({ table }) => table)),
};

for (const [path, text] of Object.entries(pages)) {
  writeFileSync(new URL(`../${path}`, import.meta.url), text);
  console.log(`wrote ${path}`);
}

const root = fileURLToPath(new URL('../', import.meta.url));
execFileSync('node_modules/.bin/biome', ['format', '--write', SCHEMA], { cwd: root, stdio: 'ignore' });
