import { enumerated } from '../words.ts';

/** One way in which a round has reached out, or a note about that: what texts may say was tried. */
export interface Made {
  step: string;
  /** A channel, a call with its result ("call:voicemail"), or "note" for a post on the case. */
  how: string;
  /** It is known to have arrived; of a call, that it was made. */
  delivered: boolean;
}

const WAYS: Readonly<Record<string, string>> = {
  portal: 'portal',
  email: 'email',
  text: 'text',
  'call:spoke': 'conversation',
  'call:voicemail': 'voicemail',
  'call:no-answer': 'call without an answer',
};

/**
 * Every way that has truly reached out in the round, each once: "portal", "voicemail". A list and no sentence, so that
 * "contains" finds whole words: a voicemail is no email. Null: none yet.
 * @param made oldest first, without what turned out not to have arrived
 */
export function triedWays(made: readonly Made[]): string[] | null {
  const ways = waysOf(made.filter(({ delivered }) => delivered));
  return ways.length === 0 ? null : ways;
}

/** The ways of the last attempt, such as "voicemail and text": what its step has sent since the note before. */
export function lastContactWords(made: readonly Made[]): string | null {
  const until = made.findLastIndex(({ how }) => how !== NOTE);
  const before = made.slice(0, until + 1);
  const from = before.findLastIndex(({ how, step }) => how === NOTE || step !== before.at(-1)?.step);
  const ways = waysOf(before.slice(from + 1));
  return enumerated(ways.map((way) => (way === 'portal' ? 'message in the portal' : way))) || null;
}

const NOTE = 'note';

function waysOf(made: readonly Made[]): string[] {
  return [...new Set(made.flatMap(({ how }) => WAYS[how] ?? []))];
}
