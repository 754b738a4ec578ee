import type { ErrorTable } from '../../domain/errors.ts';

/** What can be wrong in the configuration. */
export const CONFIG_ERRORS = {
  'FT-CFG-YAML': {
    means: 'The configuration is not valid YAML.',
    doThis: 'Correct the place shown; most often it is the indentation or a missing space after a colon.',
  },
  'FT-CFG-KEY-UNKNOWN': {
    means: 'The configuration has a key that is not known at this place.',
    doThis: 'Use one of the keys listed.',
  },
  'FT-CFG-KEY-MISSING': {
    means: 'A connector lacks something it needs.',
    doThis: 'Add the key that is named.',
  },
  'FT-CFG-VALUE': {
    means: 'A value is not of the kind that its key needs.',
    doThis: 'Write what the message says is expected.',
  },
  'FT-CFG-CONNECTOR': {
    means: 'A channel names no connector, an unknown one, or one that cannot serve it.',
    doThis: 'Use one of the connectors listed for that channel; sandbox always works.',
  },
  'FT-CFG-SECRET': {
    means: 'A secret is missing in the environment, or stands in the file itself.',
    doThis: 'Write { env: NAME } in the file and set the variable NAME where Followthrough runs.',
  },
  'FT-CFG-URL': {
    means: 'An address of a webhook is no https address.',
    doThis: 'Use https; http is allowed for this machine only (localhost, 127.0.0.1).',
  },
  'FT-CFG-AGREEMENT': {
    means: 'The house works with health data, and a vendor that would get to see it has no signed agreement.',
    doThis:
      'Have the agreement of a business associate signed and write its day under health-data: agreements, or use by-hand or sandbox.',
  },
  'FT-CFG-FILE': {
    means: 'The configuration file cannot be read.',
    doThis: 'Check its path and permissions; without a file every channel is a sandbox.',
  },
} as const satisfies ErrorTable;

export type ConfigErrorCode = keyof typeof CONFIG_ERRORS;
