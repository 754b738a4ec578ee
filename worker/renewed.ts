import { NativeConnection, Runtime } from '@temporalio/worker';
import { connectionTo, LOOK_MS, type TemporalOptions } from '../client/index.ts';

/** What polls by a connection that can be replaced while it polls: a `Worker`. */
interface Poller {
  connection: NativeConnection | undefined;
}

/**
 * Gives what polls its new API key and its new certificates as soon as there are some; work that is under way goes on
 * (SRV-7). New certificates need a new connection: it takes the place of the old one only when it stands.
 * @param options as they were when the connection was made
 * @returns ends it
 */
export function renewConnection(
  poller: Poller,
  options: TemporalOptions,
  every = LOOK_MS,
): () => Promise<void> {
  const { freshApiKey, freshTls } = options;
  if (!freshApiKey && !freshTls) return async () => undefined;
  let used = options;
  let warned: string | null = null;
  let ended = false;
  let looking: Promise<void> | null = null;

  const look = async () => {
    const wanted: TemporalOptions = {
      ...options,
      ...(freshApiKey ? { apiKey: freshApiKey() } : {}),
      ...(freshTls ? { tls: freshTls.now() } : {}),
    };
    if (wanted.tls !== used.tls) await replace(wanted);
    else if (wanted.apiKey !== undefined && wanted.apiKey !== used.apiKey)
      await poller.connection?.setApiKey(wanted.apiKey);
    used = wanted;
  };
  const replace = async (wanted: TemporalOptions) => {
    const before = poller.connection;
    const next = await NativeConnection.connect(connectionTo(wanted));
    try {
      // What ends completes its work by the connection it has.
      if (!ended) poller.connection = next;
    } finally {
      // What is closed is no longer used for anything new; calls that are under way by it come to their end.
      await (poller.connection === next ? before : next)?.close();
    }
  };
  const say = (problem: string | null) => {
    if (problem !== null && problem !== warned)
      Runtime.instance().logger.warn(`The key or certificates for Temporal stay as they were: ${problem}`);
    warned = problem;
  };

  const timer = setInterval(() => {
    // What was not taken is tried again at the next look.
    looking ??= look()
      .then(
        () => say(freshTls?.problem() ?? null),
        (error: unknown) => say(error instanceof Error ? error.message : String(error)),
      )
      .finally(() => {
        looking = null;
      });
  }, every);
  timer.unref();
  return async () => {
    ended = true;
    clearInterval(timer);
    await looking;
  };
}
