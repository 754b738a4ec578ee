import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { claimVersion, confirmVersion, recordedServerVersion } from '../../embedded/temporal/versionFile.ts';
import { testFolder } from './support/folder.ts';
import { refusal } from './support/refusal.ts';

describe('the server version beside a data file', () => {
  const folder = testFolder();
  const refused = (file: string, version: string) => refusal((async () => claimVersion(file, version))());

  it('SRV-5: a data file of another server version is refused, and says what to do', async () => {
    const file = join(folder, 'other.db');
    claimVersion(file, '1.32.1');
    writeFileSync(file, 'data');
    confirmVersion(file, '1.32.1');
    const { code, message } = await refused(file, '1.33.0');
    expect(code).toBe('FT-EMB-VERSION');
    expect(message).toContain('written by Temporal server 1.32.1, and this is Temporal server 1.33.0');
    expect(message).toContain('start with server 1.32.1 again, or move');
    expect(message).toContain('run "followthrough reconcile"');
    expect(readFileSync(file, 'utf8')).toBe('data');
    expect(recordedServerVersion(file)).toBe('1.32.1');
  });

  it('SRV-5: a data file of unknown origin is refused', async () => {
    const file = join(folder, 'unknown.db');
    writeFileSync(file, 'data');
    expect((await refused(file, '1.32.1')).message).toContain('unknown.db.version.json');
    expect(existsSync(file)).toBe(true);
  });

  it('SRV-5: a data file whose first start was cut off is begun anew', () => {
    const file = join(folder, 'cut-off.db');
    claimVersion(file, '1.32.1');
    writeFileSync(file, 'half a schema');
    claimVersion(file, '1.32.1');
    expect(existsSync(file)).toBe(false);
  });
});
