import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RECORDED, rehearsalPage } from './rehearsalPage.ts';

// Records the sessions that docs/rehearsal.md shows, by running the real command with fixed lines of input.

const ENTRY = fileURLToPath(new URL('../cli/followthrough.mjs', import.meta.url));
const PAGE = fileURLToPath(new URL('../docs/rehearsal.md', import.meta.url));

/** Nothing runs there, so that the command starts a system of its own. */
const nothing = mkdtempSync(join(tmpdir(), 'followthrough-recorded-'));

function recorded(args: string[], lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const command = [ENTRY, 'rehearse', ...args, '--interactive', '--data-dir', join(nothing, 'data')];
    const child = execFile(process.execPath, command, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr || stdout));
      else resolve(stdout);
    });
    child.stdin?.end(lines.map((line) => `${line}\n`).join(''));
  });
}

try {
  const shown: string[] = [];
  for (const { args, lines } of RECORDED) shown.push(await recorded(args, lines));
  writeFileSync(PAGE, rehearsalPage(shown));
} finally {
  rmSync(nothing, { recursive: true, force: true });
}
