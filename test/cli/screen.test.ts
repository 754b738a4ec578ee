import { expect, test } from '@jest/globals';
import { screen } from '../../cli/up/screen.ts';
import type { Started } from '../../cli/up/system.ts';
import { sandboxConfig } from '../../connectors/config/config.ts';

const started = {
  databaseUrl: '',
  ledger: 'PostgreSQL in .followthrough/ledger',
  embedded: true,
  weak: [],
  temporal: { address: '127.0.0.1:7233', namespace: 'followthrough' },
  temporalVersion: null,
  ui: null,
  http: 'http://127.0.0.1:8230',
  config: sandboxConfig(),
} as unknown as Started;
const shown = (given: Partial<Started>) =>
  screen({ ...started, ...given }, { dataDir: '.followthrough', seconds: 1 });

test('LED-2: up says what the embedded ledger survives, what it does not, and where its backups are', () => {
  expect(shown({})).toContain('without a replica');
  expect(shown({})).toMatch(
    /survives kill and power cut, no broken disk; copy the backups elsewhere:\s+.*\.followthrough\/backups/,
  );
  expect(shown({ config: { ...sandboxConfig(), backups: null } })).toContain('NO BACKUPS');
});

test('LED-2: up names what a database of one’s own promises less', () => {
  const weak = [{ setting: 'fsync', is: 'off', means: 'a power cut can destroy the whole ledger' }];
  const own = shown({ embedded: false, weak });
  expect(own).toContain('fsync is off: a power cut can destroy the whole ledger');
  expect(own).not.toContain('without a replica');
});

test('what up says at its start fits a terminal of 100 columns', () => {
  const ui = 'http://127.0.0.1:8233';
  const weak = [{ setting: 'fsync', is: 'off', means: 'a power cut can destroy the whole ledger' }];
  for (const line of shown({ ui, weak, temporalVersion: '1.32.1' }).split('\n'))
    expect(line.length).toBeLessThanOrEqual(100);
});
