const WORDS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

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
  const place = word === undefined ? -1 : WORDS.indexOf(word);
  return place < 0 ? null : place + 1;
}
