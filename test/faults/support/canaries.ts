import { randomBytes } from 'node:crypto';

/** A word that is nowhere else, so that finding it means that the text it stood in has leaked. */
export function canary(kind: string): string {
  return `canary-${kind}-${randomBytes(6).toString('hex')}`;
}

/** The places where the word is found: as it is, or within a longer text in base64. */
export function foundIn(places: Map<string, string | Buffer>, word: string): string[] {
  const forms = [word, ...inBase64(word)];
  return [...places].filter(([, text]) => forms.some((form) => text.includes(form))).map(([name]) => name);
}

/** Base64 writes a word in three ways, by where it begins; its edges depend on the neighbours and are left out. */
function inBase64(word: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(word)]);
    const whole = Math.floor(bytes.length / 3) * 4;
    return bytes.toString('base64').slice(before === 0 ? 0 : 4, whole);
  });
}

/** Every text in a message of Temporal's, payloads included, however deep. */
export function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') return '';
  return Object.entries(value)
    .map(([key, part]) => `${key} ${textOf(part)}`)
    .join('\n');
}
