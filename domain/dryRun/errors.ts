import type { ErrorTable } from '../errors.ts';

/** What can be wrong with the cases of a dry run, besides their facts. */
export const DRY_RUN_ERRORS = {
  'FT-DRY-CASE': {
    means: 'A column of the list other than the facts holds something that it cannot hold.',
    doThis:
      'Write texts for `case` and `contact`, moments with their offset for `opened-at` and `stopped-at`, and one of the words listed for `stopped-by`.',
  },
  'FT-DRY-COLUMNS': {
    means: 'A list of cases has no header, or one with a column that is no fact of the procedure.',
    doThis:
      'Name each column after a fact, or `case`, `contact`, `variant`, `opened-at`, `stopped-at`, `stopped-by`; remove the others.',
  },
  'FT-DRY-NAMES': {
    means:
      'A fact of the procedure has the name of a column that a dry run reads itself, so nobody knows which is meant.',
    doThis: 'Give the fact another name.',
  },
  'FT-DRY-VERSION': {
    means: 'The version to compare with was not found, or several editions of the files have its number.',
    doThis: 'Give one of the numbers or hashes listed, or a folder with procedures.',
  },
  'FT-DRY-PERIOD': {
    means: 'The period whose cases are meant is missing or is none.',
    doThis:
      'Give --from and --to as dates, the first one not after the second: --from 2026-03-01 --to 2026-03-31.',
  },
} as const satisfies ErrorTable;

export type DryRunErrorCode = keyof typeof DRY_RUN_ERRORS;

/** The dry run, or one of its cases, cannot be done as it was asked for. */
export class DryRunError extends Error {
  override readonly name = 'DryRunError';
  readonly code: DryRunErrorCode;

  constructor(code: DryRunErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
