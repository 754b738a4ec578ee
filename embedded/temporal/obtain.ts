import { EmbeddedError } from '../errors.ts';
import { build, builtBefore } from './build.ts';
import { defaultCacheDir } from './cache.ts';
import { cliOnPath } from './cli.ts';
import { download, downloadedBefore, DOWNLOAD_HOST } from './download.ts';
import type { TemporalBinary } from './source.ts';
import { OLDEST_SERVER } from './version.ts';

export interface ObtainOptions {
  cacheDir?: string;
  onProgress?: (line: string) => void;
  /** The version that wrote the data file: a source that brings it is preferred, see recordedServerVersion. */
  serverVersion?: string | undefined;
  /** False: never ask the download host. */
  download?: boolean;
  downloadHost?: string;
  signal?: AbortSignal;
}

/**
 * Finds a Temporal server: the CLI on PATH, one obtained earlier, the SDK's download when its host answers at
 * once, or a build of server/ with Go.
 * @throws EmbeddedError FT-EMB-NO-SERVER, FT-EMB-BUILD
 */
export async function obtainTemporalServer(options: ObtainOptions = {}): Promise<TemporalBinary> {
  const { cacheDir = defaultCacheDir(), onProgress = () => undefined, serverVersion, signal } = options;
  const source = { cacheDir, onProgress, signal };
  const online = options.download !== false;
  const sources: (() => Promise<TemporalBinary | undefined>)[] = [
    () => cliOnPath(onProgress),
    () => downloadedBefore(cacheDir),
    () => builtBefore(cacheDir),
    async () => (online ? download(source, options.downloadHost ?? DOWNLOAD_HOST) : undefined),
    () => build(source),
  ];
  let other: TemporalBinary | undefined;
  for (const find of sources) {
    const found = await find();
    if (found !== undefined && (serverVersion === undefined || found.serverVersion === serverVersion))
      return found;
    other ??= found;
  }
  if (other !== undefined) return other;
  throw new EmbeddedError(
    'FT-EMB-NO-SERVER',
    `No Temporal server: there is no "temporal" on PATH with server ${OLDEST_SERVER} or newer, none could be ` +
      'downloaded, and there is no Go to build one. Install one of: the Temporal CLI ' +
      '(https://docs.temporal.io/cli/setup-cli), Go (https://go.dev/doc/install); or set TEMPORAL_ADDRESS to a server that runs.',
  );
}
