import type { NativeConnection } from '@temporalio/worker';
import { LOOK_MS } from '../client/index.ts';

/**
 * Gives a connection that is open its new API key as soon as there is one; work that is under way goes on (SRV-7).
 * @param key the key as it is now; absent: it never changes
 * @returns ends it
 */
export function renewKey(
  connection: Pick<NativeConnection, 'setApiKey'>,
  key: (() => string) | undefined,
  every = LOOK_MS,
): () => void {
  if (!key) return () => undefined;
  let given = key();
  const timer = setInterval(() => {
    const now = key();
    if (now === given) return;
    const before = given;
    given = now;
    // What was not taken is given again at the next look.
    connection.setApiKey(now).catch(() => {
      given = before;
    });
  }, every);
  timer.unref();
  return () => clearInterval(timer);
}
