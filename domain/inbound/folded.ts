/**
 * A text as keywords and phrases are compared: lower case, without accents and apostrophes, everything else that is no
 * letter or digit as one blank. "Ne m'écrivez plus !" → "ne mecrivez plus".
 */
export function folded(text: string): string {
  return unaccented(text)
    .replace(/['’‘`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Lower case and without accents; punctuation stays. */
export function unaccented(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/œ/g, 'oe')
    .replace(/ł/g, 'l');
}

/** How many words a folded text has. */
export function wordCount(text: string): number {
  return text === '' ? 0 : text.split(' ').length;
}
