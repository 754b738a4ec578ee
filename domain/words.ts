import { distance } from 'fastest-levenshtein';

/** `"a", "b" or "c"`, for a sentence that says what is allowed. */
export function listed(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  if (quoted.length < 2) return quoted.join('');
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

/** "a, b and c". */
export function enumerated(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' and ');
}

/** The allowed word that a slip of the keyboard was most likely meant to be. */
export function nearest(word: string, allowed: readonly string[]): string | undefined {
  const close = allowed
    .map((candidate) => ({ candidate, steps: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, steps }) => {
      // With not one letter in common any word would be as near: "7" is no slip for "2".
      const near = steps <= Math.max(1, Math.floor(candidate.length / 3)) && steps < candidate.length;
      return near || letters(word) === letters(candidate);
    })
    .sort((a, b) => a.steps - b.steps);
  return close[0]?.candidate;
}

/** The letters in order: two words with the same ones differ by swapped letters at most. */
function letters(word: string): string {
  return word.toLowerCase().split('').sort().join('');
}

/** "programme-manager" → "programme manager". */
export function spaced(name: string): string {
  return name.replaceAll('-', ' ');
}

/** The words as the beginning of a sentence. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** ` Did you mean "x"?` with the space before it, or nothing when no word is near. */
export function didYouMean(word: string, allowed: readonly string[]): string {
  const meant = nearest(word, allowed) ?? synonym(word, allowed);
  return meant === undefined ? '' : ` Did you mean "${meant}"?`;
}

/** Words that people bring from elsewhere, and ours for the same. */
const SYNONYMS = new Map<string, readonly string[]>(
  Object.entries({
    instant: ['date', 'datetime', 'date-time', 'day', 'time', 'timestamp', 'moment'],
    text: ['string'],
    choice: ['enum', 'select', 'options'],
    'business-days': ['working-days', 'work-days', 'workdays', 'weekdays'],
    'calendar-days': ['days', 'all-days', 'every-day', 'daily'],
    'send-email': ['email', 'mail', 'e-mail', 'send-mail'],
    'send-text': ['text', 'sms', 'send-sms', 'text-message'],
    'send-portal': ['portal'],
    call: ['phone', 'telephone'],
    task: ['todo', 'to-do'],
    note: ['comment'],
    end: ['close', 'finish', 'stop'],
    zone: ['timezone', 'time-zone', 'tz'],
    weekdays: ['days', 'working-days'],
  }),
);

function synonym(word: string, allowed: readonly string[]): string | undefined {
  return allowed.find((candidate) => SYNONYMS.get(candidate)?.includes(word.toLowerCase()));
}

const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];

/** 1 → "first"; 11 to 20 → "11th": no procedure has more of anything. */
export function ordinal(number: number): string {
  return ORDINALS[number - 1] ?? `${number}th`;
}

/** "first" → 1; null for any other word. */
export function fromOrdinal(word: string): number | null {
  const place = ORDINALS.indexOf(word.toLowerCase());
  return place < 0 ? null : place + 1;
}
