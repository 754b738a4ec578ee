import { strictEngine } from './engine.ts';

/** Two text messages: what only confirms is shorter. */
const LONGEST = 300;

/**
 * The one text that confirms an opt-out by text (LAW-4).
 * @param words a template that knows `sender-name` and nothing else
 * @throws Error that says what is wrong with the words
 */
export function confirmationText(words: string, sender: string): string {
  const text = String(strictEngine({}).parseAndRenderSync(words, { 'sender-name': sender })).trim();
  if (text === '') throw new Error('there are no words in it.');
  if (text.length > LONGEST) throw new Error(`it has ${text.length} characters; ${LONGEST} are allowed.`);
  return text;
}
