/** How often the file of a key or a certificate is looked at. While one is being changed, the old one holds for much longer. */
export const LOOK_MS = 10_000;

/**
 * What a file says now, so that it can be changed while programs run (SRV-7).
 * @param first what it said at the start
 * @param read throws where there is nothing to use: the file may be in the middle of being written, and the last one stays
 */
export function fresh<T>(first: T, read: () => T, every = LOOK_MS): () => T {
  let known = first;
  let looked = Date.now();
  return () => {
    if (Date.now() - looked < every) return known;
    looked = Date.now();
    try {
      known = read();
    } catch {
      return known;
    }
    return known;
  };
}

/** An API key as its file says now. What is empty or no text is none. */
export function freshKey(first: string, read: () => unknown, every = LOOK_MS): () => string {
  const key = () => {
    const now = read();
    if (typeof now !== 'string' || now === '') throw new Error('there is no key');
    return now;
  };
  return fresh(first, key, every);
}
