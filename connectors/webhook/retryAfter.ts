/** The longest wait that another side can ask of us: a mistake in a header must not silence a case for a year. */
const LONGEST = 24 * 60 * 60 * 1000;

/** A Retry-After header, in seconds or as a date, in milliseconds from now; null when it says nothing useful. */
export function retryAfter(header: string | string[] | undefined, now: number): number | null {
  const text = Array.isArray(header) ? header[0] : header;
  if (!text) return null;
  const wait = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - now;
  if (!Number.isFinite(wait) || wait <= 0) return null;
  return Math.min(wait, LONGEST);
}
