/**
 * Phrases are written in a small notation, compared with folded text (see folded.ts):
 * `stop|quit` one of these words, `text~` words that begin so, `...` up to four words in between, `(please)` may be absent.
 */
export function phrase(pattern: string): RegExp {
  const parts = pattern.split(' ').map((part) => {
    if (part === '...') return '(?:[^ ]+ ){0,4}?';
    const optional = /^\((.+)\)$/.exec(part);
    const words = wordsIn(optional?.[1] ?? part);
    return optional ? `(?:${words} )?` : `${words} `;
  });
  return new RegExp(`(?<=^| )${parts.join('')}`);
}

function wordsIn(part: string): string {
  const words = part.split('|').map((word) => (word.endsWith('~') ? `${word.slice(0, -1)}[^ ]*` : word));
  return `(?:${words.join('|')})`;
}

/** Whether a folded text holds one of the phrases. */
export function holds(text: string, phrases: readonly RegExp[]): boolean {
  const padded = `${text} `;
  return phrases.some((each) => each.test(padded));
}
