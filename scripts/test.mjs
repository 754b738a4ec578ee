#!/usr/bin/env node
/**
 * Runs jest as ES modules and repeats its count as one plain line, `N passed, N failed`. Arguments go to jest.
 * TZ is UTC as in the worker's launcher, so that a test that depends on the machine's zone shows here (DET-3).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'followthrough-test-'));
const outcome = join(folder, 'outcome.json');
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const args = [jest, '--json', `--outputFile=${outcome}`, '--testLocationInResults=false', ...process.argv.slice(2)];
const run = spawnSync(process.execPath, ['--experimental-vm-modules', '--no-warnings', ...args], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, TZ: process.env.TZ ?? 'UTC' },
});

let status = run.status ?? 1;
try {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(outcome, 'utf8'));
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  if (failed > 0 || numPassedTests === 0) status ||= 1;
  console.log(`${numPassedTests} passed, ${failed} failed`);
} catch {
  console.error('jest ended before it could count its tests');
  status ||= 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = status;
