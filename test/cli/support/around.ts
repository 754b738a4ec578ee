/** How a command ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** What a command finds around it. */
export interface Around {
  input?: string;
  env?: Record<string, string>;
  cwd?: string;
  /** Another entry of the command line than that of the sources, see `builtCommand`. */
  entry?: string;
}

/** What the test machine may have set must not decide which system a command talks to. */
export const NOT_FOR_COMMANDS = [
  'DATABASE_URL',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'FOLLOWTHROUGH_AS',
  'NODE_OPTIONS',
];
