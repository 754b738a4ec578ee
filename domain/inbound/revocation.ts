import { folded, wordCount } from './folded.ts';
import { holds } from './words/phrase.ts';
import { REVOKES, REVOKES_SHORT, UNLESS } from './words/words.ts';

/** Longer than this a message says more than one thing. */
const SHORT = 7;
/** Enough of a message to find it in; people say it at the beginning or at the end. */
const LONGEST = 4_000;

/**
 * Whether somebody says in words of their own that they do not want to be reached any more (RPY-10). In doubt yes: the
 * opt-out is provisional, and a person reads the message.
 */
export function revokes(text: string): boolean {
  const whole = folded(text);
  const read = whole.length > 2 * LONGEST ? `${whole.slice(0, LONGEST)} ${whole.slice(-LONGEST)}` : whole;
  const left = UNLESS.reduce((so, each) => so.replace(new RegExp(each, 'g'), ' , '), `${read} `).trim();
  if (holds(left, REVOKES)) return true;
  return wordCount(read) <= SHORT && holds(left, REVOKES_SHORT);
}
