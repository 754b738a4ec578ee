/** What the compiled code reads beside itself: procedures with their messages, the ledger's migrations, the table of errors, the version. */
import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const from = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

for (const { folder, endings } of [
  { folder: 'procedures', endings: ['.yaml', '.liquid'] },
  { folder: 'ledger/migrations', endings: ['.sql'] },
  { folder: 'connectors/errors', endings: ['.yaml'] },
]) {
  cpSync(from(folder), from(`dist/${folder}`), {
    recursive: true,
    filter: (path) => !/\.[a-z]+$/.test(path) || endings.some((ending) => path.endsWith(ending)),
  });
}
for (const file of ['package.json', 'cli/followthrough.mjs']) cpSync(from(file), from(`dist/${file}`));
