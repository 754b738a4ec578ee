import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What workflow code must not say, and where the lint rules must find it. */
const BANNED: [string, string][] = [
  ['export const a = Temporal.Now.instant();', 'Temporal'],
  ["export const b = new Intl.DateTimeFormat('en');", 'Intl'],
  ['export const c = performance.now();', 'performance'],
  ['export const d = process.pid;', 'process'],
  ['setTimeout(() => undefined, 1);', 'setTimeout'],
  ['export const f = new Date(0).toLocaleDateString();', 'toLocaleDateString'],
  ['export const g = (5).toLocaleString();', 'toLocaleString'],
  ['export const h = Math.random();', 'Math.random'],
];

function lint(folder: string, code: string): string {
  const root = mkdtempSync(join(tmpdir(), 'lint-bans-'));
  copyFileSync(join(ROOT, '.oxlintrc.json'), join(root, '.oxlintrc.json'));
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, 'probe.ts'), `${code}\n`);
  const { stdout } = spawnSync(join(ROOT, 'node_modules/.bin/oxlint'), ['.'], {
    cwd: root,
    encoding: 'utf8',
  });
  // On a build machine (CI=true) the linter colours its words, whatever it is asked.
  return stripVTControlCharacters(stdout);
}

test('DET-1: the lint rules refuse what reads the machine’s clock, zone, locale or chance, in workflow code', () => {
  const code = BANNED.map(([line]) => line).join('\n');
  for (const folder of ['domain/program', 'workflows']) {
    const said = lint(folder, code);
    BANNED.forEach((_, index) => expect(said).toContain(`probe.ts:${index + 1}:`));
    expect(said.match(/\(DET-1\)|workflows\/wait\.ts/g)?.length).toBeGreaterThanOrEqual(BANNED.length);
  }
});

test('DET-1: the same words elsewhere are no problem', () => {
  expect(lint('client', 'export const d = process.pid;')).not.toContain('DET-1');
});
