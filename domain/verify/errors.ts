import type { ErrorTable } from '../errors.ts';

/** What can be wrong in a file of answers for sandbox look-ups. */
export const LOOK_UP_ERRORS = {
  'FT-LKP-LINE': {
    means: 'A line of the file with the answers of sandbox look-ups is not written as it must be.',
    doThis:
      'Write one JSON object a line: {"look-up": "check-in", "from": "P3D", "answer": {"matchedBy": "id", "handedIn": true}}.',
  },
} as const satisfies ErrorTable;

/** The answers cannot be used; the message names file and line. */
export class LookUpError extends Error {
  override readonly name = 'LookUpError';
  readonly code: keyof typeof LOOK_UP_ERRORS = 'FT-LKP-LINE';
}
