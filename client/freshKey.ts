/** How often the file of a key is looked at. While a key is being changed, the old one holds for much longer. */
export const LOOK_MS = 10_000;

/**
 * An API key as its file says now, so that it can be changed while programs run (SRV-7). What cannot be read, or is none,
 * leaves the last one in place: the file may be in the middle of being written.
 * @param first the key as it was read at the start
 */
export function freshKey(first: string, read: () => unknown, every = LOOK_MS): () => string {
  let known = first;
  let looked = Date.now();
  return () => {
    if (Date.now() - looked < every) return known;
    looked = Date.now();
    try {
      const now = read();
      if (typeof now === 'string' && now !== '') known = now;
    } catch {
      return known;
    }
    return known;
  };
}
