import { folded } from './folded.ts';
import { LANGUAGES } from './words/words.ts';

export type Keyword = 'opt-out' | 'opt-in' | 'help';

/** Words of the house besides those of words/: whole messages that are an opt-out. */
export interface OwnKeywords {
  optOut?: readonly string[];
}

/** Languages whose words are wanted besides English make no difference: all are known. */
const KNOWN = new Map<string, Keyword>(
  LANGUAGES.flatMap(({ keywords }) => [
    ...keywords.optIn.map((word) => [word, 'opt-in'] as const),
    ...keywords.help.map((word) => [word, 'help'] as const),
    // Last: where two languages use one word, the refusal counts.
    ...keywords.optOut.map((word) => [word, 'opt-out'] as const),
  ]),
);

/** The keyword that a whole text message is, whatever its case and punctuation (RPY-9); null: it is none. */
export function keywordOf(text: string, own: OwnKeywords = {}): Keyword | null {
  const whole = folded(text);
  if (own.optOut?.some((word) => folded(word) === whole)) return 'opt-out';
  return KNOWN.get(whole) ?? null;
}

/** Twilio has judged by the keywords of its own account: `OptOutType` wins when it is there (RPY-9). */
export function keywordOfProvider(optOutType: string | null | undefined): Keyword | null {
  switch (optOutType?.toUpperCase()) {
    case 'STOP':
      return 'opt-out';
    case 'START':
      return 'opt-in';
    case 'HELP':
      return 'help';
    default:
      return null;
  }
}

/** These say in any channel that nothing more is wanted; CANCEL or END may answer a question about a case. */
const PLAIN = new Set(['stop', 'stopall', 'stop all', 'unsubscribe', 'optout', 'opt out', 'revoke']);

/** An email or a post that is such a word, or has it as the whole subject of an empty mail. */
export function isPlainOptOut(text: string): boolean {
  return PLAIN.has(folded(text));
}

/** In some answers a keyword is an answer as well: CANCEL of an appointment, YES to a question (RPY-11). */
export function mayBeAnswer(text: string): boolean {
  return ['yes', 'cancel', 'end'].includes(folded(text)) || !KNOWN.has(folded(text));
}
