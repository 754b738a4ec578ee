const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something took, as people say it: "25 min", "5.2 h", "3.1 d". */
export function duration(ms: number): string {
  if (ms < HOUR) return `${Math.round(ms / MINUTE)} min`;
  return ms < 2 * DAY ? `${(ms / HOUR).toFixed(1)} h` : `${(ms / DAY).toFixed(1)} d`;
}

/** For programs: hours with two decimals. */
export function hours(ms: number): number {
  return Math.round((ms / HOUR) * 100) / 100;
}
