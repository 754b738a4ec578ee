import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

/** A folder that everybody may enter, gone after the tests of the file. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ft-embedded-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
