import { wordsOf } from './refusal/features.ts';
import { score } from './refusal/score.ts';

/** Enough of a message to find it in; people say it at the beginning or at the end. */
const LONGEST = 4_000;
/** So many words can say one thing; more are read piece by piece. */
const AT_ONCE = 25;
/**
 * Below even odds, because doubt counts as an opt-out: what is none costs a task, what is missed is a message too many. One
 * sentence out of several has less of the message about it and must say it more plainly.
 */
const DOUBT = -0.5;
const PLAINLY = 1.2;

/**
 * Whether somebody says in words of their own that they do not want to be reached any more (RPY-10). Learned from what
 * people write (see refusal/README.md). In doubt yes: the opt-out is provisional, and a person reads the message.
 */
export function revokes(text: string): boolean {
  const read = text.length > 2 * LONGEST ? `${text.slice(0, LONGEST)}\n${text.slice(-LONGEST)}` : text;
  const words = wordsOf(read);
  if (words.length === 0) return false;
  if (words.length <= AT_ONCE && score(words) > DOUBT) return true;
  const sentences = read.split(/[.!?;\n]+/).map(wordsOf);
  return sentences.flatMap(pieces).some((piece) => score(piece) > PLAINLY);
}

/** A sentence without end is read in pieces that overlap. */
function pieces(words: readonly string[]): string[][] {
  const starts = Math.max(1, Math.ceil((words.length - AT_ONCE) / (AT_ONCE / 2)) + 1);
  return Array.from({ length: starts }, (_, at) => {
    const from = Math.floor((at * AT_ONCE) / 2);
    return words.slice(from, from + AT_ONCE);
  }).filter((piece) => piece.length > 0);
}
