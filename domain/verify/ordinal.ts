import { fromOrdinal } from '../words.ts';

/**
 * The number in the title of a note on an attempt: "No Appointment Booked, second attempt" and "…, 2nd attempt" are 2.
 * Null when the title is of something else.
 * @param called how such titles begin
 */
export function ordinalIn(title: string | null, called: string): number | null {
  const said = (title ?? '').toLowerCase();
  if (!said.startsWith(called.toLowerCase())) return null;
  const [, digits, word] = /\b(?:(\d{1,2})(?:st|nd|rd|th)|([a-z]+)) attempt\b/.exec(said) ?? [];
  if (digits) return Number(digits) || null;
  return word === undefined ? null : fromOrdinal(word);
}
