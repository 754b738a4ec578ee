import { join } from 'node:path';
import { obtainTemporalServer, type TemporalServerOptions } from '../../../embedded/temporalServer.ts';

/** The first run on a machine without the Temporal CLI builds the server. */
export const BUILD = 20 * 60_000;

export async function serverOptions(folder: string, file = 'temporal.db'): Promise<TemporalServerOptions> {
  const { path } = await obtainTemporalServer();
  return {
    binary: path,
    dbFilename: join(folder, file),
    logFile: join(folder, `${file}.log`),
    headless: true,
  };
}
