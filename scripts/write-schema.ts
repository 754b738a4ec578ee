import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { procedureSchema } from '../domain/procedure/vocabulary/schema.ts';
import { errorsPage } from './errorsPage.ts';
import { errorTables } from './errorTables.ts';
import { procedurePages } from './procedurePages.ts';
import { vocabularyPage } from './vocabularyPage.ts';

/** Writes what is generated: the JSON Schema, the pages of vocabulary, errors and procedures. */
const SCHEMA = 'procedures/procedure.schema.json';
const pages = {
  [SCHEMA]: `${JSON.stringify(procedureSchema(), null, 2)}\n`,
  'docs/vocabulary.md': vocabularyPage(),
  'docs/errors.md': errorsPage((await errorTables()).map(({ table }) => table)),
  ...(await procedurePages()),
};

mkdirSync(new URL('../docs/procedures/', import.meta.url), { recursive: true });
for (const [path, text] of Object.entries(pages)) {
  writeFileSync(new URL(`../${path}`, import.meta.url), text);
  console.log(`wrote ${path}`);
}

const root = fileURLToPath(new URL('../', import.meta.url));
execFileSync('node_modules/.bin/biome', ['format', '--write', SCHEMA], { cwd: root, stdio: 'ignore' });
