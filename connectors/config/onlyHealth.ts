import { readFile } from 'node:fs/promises';
import type { HealthRules } from '../../domain/health/rules.ts';
import { readHealth } from './health.ts';
import { ConfigReader } from './reader.ts';

/**
 * What followthrough.yaml says of health data, for commands that need no connectors and so no secrets. Nothing where there
 * is no file; whoever starts the system gets to see what is wrong in it.
 */
export async function onlyHealth(path: string): Promise<HealthRules | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const reader = new ConfigReader(text, path, {});
  return readHealth(reader, reader.fields(reader.root, null).get('health-data'));
}
