import type { Config } from '../../connectors/config/config.ts';
import { loadConfig } from '../../connectors/config/read.ts';
import { CommandError } from '../errors.ts';

/** The configuration, or all that is wrong with it: nothing starts on a guess. */
export async function configFrom(file: string): Promise<Config> {
  const { config, problems } = await loadConfig(file);
  if (config) return config;
  const places = problems.map(
    ({ file: path, line, column, code, message }) => `${path}:${line}:${column} ${code}: ${message}`,
  );
  throw new CommandError('FT-CMD-CONFIG', `the configuration has problems:\n${places.join('\n')}`);
}
