import type { ErrorTable } from '../errors.ts';

/** Every problem a message can have, at load or when it is written. */
export const MESSAGE_ERRORS = {
  'FT-MSG-FILE-NAME': {
    means: 'A file in messages/ has a name that does not say which message, channel and locale it is.',
    doThis:
      'Name it `<message>.<channel>.<locale>.liquid`, with channel portal, email, note or task. The wording of one variant goes into `messages/<variant>/`; a shared part is named `_<part>.<locale>.liquid`.',
  },
  'FT-MSG-FRONT-MATTER': {
    means: 'The lines between the two --- at the top of a message are not readable.',
    doThis: 'Write one key and its value a line, such as `subject: "Your case"`; quote values with a colon.',
  },
  'FT-MSG-KEY-MISSING': {
    means: 'A message lacks a line that its channel needs.',
    doThis:
      'Add it between the --- lines: subject for email and portal, kind and title for a note, title for a task.',
  },
  'FT-MSG-KEY-UNKNOWN': {
    means: 'A message has a line between the --- that its channel does not know.',
    doThis: 'Remove or rename it; the message lists the keys of that channel.',
  },
  'FT-MSG-SYNTAX': {
    means: 'A template is not written correctly, or uses a tag or filter that messages may not use.',
    doThis: 'Correct it at the place shown; the message lists the tags and filters there are.',
  },
  'FT-MSG-VARIABLE-UNKNOWN': {
    means: 'A template names something that is neither a fact of the procedure nor a built-in.',
    doThis: 'Use one of the names listed, or add the fact to the procedure.',
  },
  'FT-MSG-PARTIAL-MISSING': {
    means: 'A template renders a shared part that does not exist in its locale.',
    doThis: 'Write `messages/_<part>.<locale>.liquid`, or remove the render tag.',
  },
  'FT-MSG-UNUSED': {
    means: 'A file in messages/ is used by no step.',
    doThis: 'Name it in a step of the procedure, or delete it.',
  },
  'FT-MSG-EMPTY': {
    means: 'A message has no text, or no subject or title once its variables are filled in.',
    doThis: 'Write the text; make sure that it does not hang on optional facts alone.',
  },
  'FT-MSG-NOTICE': {
    means: 'A message about a debt does not say each time who writes and how to opt out.',
    doThis:
      'Write messages/_collection-notice.<locale>.liquid with the name of the company and how to ask for no more, and render it at the end of every email and text of the procedure.',
  },
  'FT-MSG-COMMERCIAL': {
    means:
      'An email for marketing does not say each time where the house is reached by post and how to get no more.',
    doThis:
      'Write messages/_commercial-notice.<locale>.liquid with words, {{ postal-address }} and {{ unsubscribe-link }}, and render it at the end of every email of the procedure.',
  },
  'FT-MSG-SUBJECT': {
    means: 'The subject of an email says that it answers or forwards another one, and it does not.',
    doThis: 'Write in the subject what the email is about, without Re: or Fwd: in front.',
  },
  'FT-MSG-MISSING': {
    means: 'A message does not exist for the channel, variant and locale it was asked for.',
    doThis: 'Add the file; `followthrough check` names it.',
  },
  'FT-MSG-VALUE-MISSING': {
    means: 'A message needs a value that the case does not have, so it was not written.',
    doThis: 'Give the case that fact, or let the template test for it with if.',
  },
  'FT-MSG-NOT-WRITTEN': {
    means: 'A template failed while it was being filled in.',
    doThis: 'Correct the template at the place shown.',
  },
  'FT-MSG-HEALTH-WORD': {
    means:
      'A message to patients has a word that tells more than it needs to, and the house works with health data.',
    doThis:
      'Say it without the word; or, if it tells nothing in your house, allow it in followthrough.yaml: health-data: { allowed-words: [word] }.',
  },
} as const satisfies ErrorTable;

export type MessageErrorCode = keyof typeof MESSAGE_ERRORS;

/** A message could not be written; nothing may be sent instead. */
export class MessageError extends Error {
  override readonly name = 'MessageError';
  readonly code: MessageErrorCode;
  readonly file: string | undefined;
  /** The variable that has no value, for FT-MSG-VALUE-MISSING. */
  readonly variable: string | undefined;

  constructor(code: MessageErrorCode, message: string, about: { file?: string; variable?: string } = {}) {
    super(`${code}: ${message}`);
    this.code = code;
    this.file = about.file;
    this.variable = about.variable;
  }
}
