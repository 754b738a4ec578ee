import { readInstant } from '../../procedure/instant.ts';

/** What a value from another system must be. Everything else is refused: an answer is understood or it is none. */
export type Shape =
  | { is: 'text'; longest: number; orNull?: true }
  /** ISO 8601 with an offset; read as epoch milliseconds. */
  | { is: 'instant' }
  | { is: 'flag' }
  | { is: 'one-of'; words: readonly string[]; orNull?: true }
  | { is: 'list'; of: Shape; longest: number }
  /** `optional` keys may be absent and are null then. */
  | { is: 'keys'; keys: Record<string, Shape>; optional?: readonly string[] };

/** A value is not of its shape. The message names the place, never what stood there: it may be about a person. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** The value, with instants as numbers and nothing in it that the shape does not name. @throws ShapeError */
export function readShape(shape: Shape, value: unknown, place: string): unknown {
  if (value === null && 'orNull' in shape) return null;
  switch (shape.is) {
    case 'text':
      if (typeof value !== 'string') throw refused(place, 'a text');
      if (value.length > shape.longest || value.includes('\0'))
        throw refused(place, `a text of up to ${shape.longest} characters`);
      return value;
    case 'instant':
      return instantIn(value, place);
    case 'flag':
      if (typeof value !== 'boolean') throw refused(place, 'true or false');
      return value;
    case 'one-of':
      if (!shape.words.includes(value as string)) throw refused(place, shape.words.join(', '));
      return value;
    case 'list':
      if (!Array.isArray(value) || value.length > shape.longest)
        throw refused(place, `a list of up to ${shape.longest}`);
      return value.map((each, index) => readShape(shape.of, each, `${place}[${index}]`));
    case 'keys':
      return keysIn(shape, value, place);
  }
}

function instantIn(value: unknown, place: string): number {
  const read = typeof value === 'string' ? readInstant(value) : { reason: '' };
  if ('at' in read) return read.at;
  throw refused(place, 'a date and time with its offset, such as 2026-03-06T16:30:00-08:00');
}

function keysIn({ keys, optional = [] }: Extract<Shape, { is: 'keys' }>, value: unknown, place: string) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refused(place, 'an object');
  const given = value as Record<string, unknown>;
  const strange = Object.keys(given).find((key) => !Object.hasOwn(keys, key));
  if (strange !== undefined)
    throw new ShapeError(`${place} has a key that is not known. Known: ${Object.keys(keys).join(', ')}.`);
  return Object.fromEntries(
    Object.entries(keys).map(([key, shape]) => {
      if (Object.hasOwn(given, key)) return [key, readShape(shape, given[key], `${place}.${key}`)];
      if (optional.includes(key)) return [key, null];
      throw new ShapeError(`${place} lacks "${key}".`);
    }),
  );
}

function refused(place: string, expected: string): ShapeError {
  return new ShapeError(`${place} must be ${expected}.`);
}
