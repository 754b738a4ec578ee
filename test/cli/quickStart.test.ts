import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** `import … from 'x'` and `export … from 'x'`, but not of types alone; a call of import() is no such line. */
const LOADS = /^(?:import|export) (?!type )[^;]*?from '([^']+)';$/gm;

/** Everything that is loaded before a file's first line runs: files from the top of the repository, and packages. */
function loadedWith(file: string, known = new Set<string>()): Set<string> {
  known.add(relative(ROOT, file));
  for (const [, what = ''] of readFileSync(file, 'utf8').matchAll(LOADS)) {
    if (!what.startsWith('.')) known.add(what);
    else if (!known.has(relative(ROOT, join(dirname(file), what))))
      loadedWith(join(dirname(file), what), known);
  }
  return known;
}

test('what the commands are called is known at once: no part of a running system, and no library but commander, is loaded for it', () => {
  const loaded = [...loadedWith(join(ROOT, 'cli/main.ts'))].filter((each) => !each.startsWith('node:'));
  expect(loaded).toContain('cli/commands/up.ts');
  expect(loaded.filter((each) => !each.endsWith('.ts'))).toEqual(['commander']);
  expect(
    loaded.filter((each) => /^(activities|client|connectors|gateway|ledger\/connect|worker)/.test(each)),
  ).toEqual([]);
});
