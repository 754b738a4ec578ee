import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until there is something to see. */
export async function until<T>(
  look: () => Promise<T | undefined | false | null>,
  within = 20_000,
): Promise<T> {
  const deadline = Date.now() + within;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`not seen within ${within} ms: ${look.toString()}`);
    await sleep(50);
  }
}
