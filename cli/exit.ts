/** Exit codes, the same for every command. */
export const EXIT = {
  ok: 0,
  /** What the user gave is wrong, or the case refuses what was asked. */
  refused: 1,
  /** The command line itself cannot be understood. */
  usage: 2,
  /** A system that is needed cannot be reached or started. */
  unreachable: 3,
  /** Our bug. */
  bug: 70,
} as const;
