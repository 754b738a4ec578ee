import type { ErrorTable } from '../errors.ts';

/** Every problem the facts of a case can have, when it is opened or previewed. */
export const FACT_ERRORS = {
  'FT-FCT-UNKNOWN': {
    means: 'A fact was given that the procedure does not know.',
    doThis: 'Use one of the names listed; a detail of a choice is named `<choice>-detail`.',
  },
  'FT-FCT-MISSING': {
    means: 'A fact that the procedure needs was not given, or is empty.',
    doThis: 'Give it: `--fact NAME=VALUE`, or as a key of the JSON object.',
  },
  'FT-FCT-TEXT': {
    means: 'A fact is not a text that can be stored and written in a message.',
    doThis: 'Give it as text of at most 10,000 characters, without NUL and broken characters.',
  },
  'FT-FCT-INSTANT': {
    means: 'A fact is not a moment that everybody understands in the same way.',
    doThis:
      'Write date, time and offset or zone: `2026-03-06T16:30:00-08:00`, `2026-03-07T00:30:00Z` or `2026-03-06T16:30:00[America/Los_Angeles]`.',
  },
  'FT-FCT-CHOICE': {
    means: 'A choice is not one of its options.',
    doThis:
      'Use one of the options listed. Where any other text is allowed and yours is near an option, say so: the option for other text, and the text as `<choice>-detail`.',
  },
  'FT-FCT-NOT-IN-VARIANT': {
    means: 'An option exists, but not in this variant of the procedure.',
    doThis: 'Choose another option, or the variant that has it.',
  },
  'FT-FCT-DETAIL-MISSING': {
    means: 'An option says something only together with a detail, and the detail is missing.',
    doThis: 'Add `<choice>-detail`, or write both in one: `with a new scan`.',
  },
  'FT-FCT-DETAIL-UNUSED': {
    means: 'A detail was given that its choice has no place for.',
    doThis: 'Leave it out, choose an option that takes a detail, or give the detail only once.',
  },
  'FT-FCT-VARIANT': {
    means: 'The procedure has no such variant.',
    doThis: 'Use one of the variants listed, or none for the first.',
  },
} as const satisfies ErrorTable;

export type FactErrorCode = keyof typeof FACT_ERRORS;

/** One thing that is wrong with what was said about a case. */
export interface FactProblem {
  code: FactErrorCode;
  /** The fact's name, or "variant". */
  fact: string;
  message: string;
}

/** A case cannot be opened or previewed with these facts. */
export class FactError extends Error {
  override readonly name = 'FactError';
  /** The code of the first problem. */
  readonly code: FactErrorCode;
  readonly problems: FactProblem[];

  constructor(problems: [FactProblem, ...FactProblem[]]) {
    super(problems.map(({ code, message }) => `${code}: ${message}`).join('\n'));
    this.code = problems[0].code;
    this.problems = problems;
  }
}
