const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C can arrive several times: from the terminal, and passed on by the program that started us. */
const SAME_MS = 500;

/** As shells report a program that Ctrl-C ended. */
export const INTERRUPTED = 130;

/**
 * Calls back on the first signal to end; a later one does not wait for anything.
 * @returns takes it back
 */
export function onInterrupt(first: () => void): () => void {
  let asked: number | undefined;
  const hear = () => {
    if (asked === undefined) {
      asked = Date.now();
      first();
    } else if (Date.now() - asked > SAME_MS) process.exit(INTERRUPTED);
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  return () => {
    for (const signal of SIGNALS) process.off(signal, hear);
  };
}
