import { ClientError } from './errors.ts';

/** More than any letter; whoever sends more sends a file. */
export const LONGEST_TEXT = 100_000;
/** Names, ids and addresses of people and systems. */
export const LONGEST_NAME = 1_000;

/** @throws ClientError when the ledger could not keep the text as it is */
export function checkText(text: string, what: string, longest: number): string {
  if (text.length > longest) {
    throw new ClientError(
      'FT-CLI-TEXT',
      `the ${what} has ${text.length} characters; ${longest} are allowed.`,
    );
  }
  if (text.includes('\0')) throw new ClientError('FT-CLI-TEXT', `the ${what} holds a NUL character.`);
  return text;
}
