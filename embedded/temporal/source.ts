/** Where a Temporal server binary came from. */
export type ServerSource = 'cli' | 'download' | 'built';

export interface TemporalBinary {
  path: string;
  source: ServerSource;
  serverVersion: string;
}

export interface SourceOptions {
  cacheDir: string;
  onProgress: (line: string) => void;
  signal?: AbortSignal | undefined;
}
