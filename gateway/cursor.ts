import { ClientError } from '../client/index.ts';

/** The place behind which a page begins, as callers carry it: no business of theirs. */
export function cursorOf(at: number, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** @throws ClientError FT-CLI-PAGE for what no page has named */
export function readCursor(text: string): { at: number; id: string } {
  try {
    const [at, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [unknown, unknown];
    if (
      typeof at === 'number' &&
      Number.isSafeInteger(at) &&
      Math.abs(at) < LATEST &&
      typeof id === 'string' &&
      !id.includes('\0')
    )
      return { at, id };
  } catch {
    // As below.
  }
  throw new ClientError('FT-CLI-PAGE', 'this is not the end of a page.');
}

/** What a Date can hold. */
const LATEST = 8.64e15;

/**
 * A page of a list that is short enough to be read whole. @param after the name of the last one of the page before
 * @throws ClientError FT-CLI-PAGE for a name that is not in the list
 */
export function pageIn<T>(
  all: readonly T[],
  { limit, after }: { limit: number; after: string | undefined },
  nameOf: (each: T, index: number) => string,
): { items: T[]; next: string | null } {
  const named = all.map((item, index) => ({ item, name: nameOf(item, index) }));
  const from = after === undefined ? 0 : named.findIndex(({ name }) => name === after) + 1;
  if (after !== undefined && from === 0)
    throw new ClientError('FT-CLI-PAGE', 'this is not the end of a page.');
  const { items, next } = paged(named.slice(from), limit, ({ name }) => name);
  return { items: items.map(({ item }) => item), next };
}

/** One more than the page was asked for: whether there is another one. */
export function paged<T>(
  found: T[],
  limit: number,
  place: (last: T) => string,
): { items: T[]; next: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? place(last) : null };
}
