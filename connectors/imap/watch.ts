import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { readNew, type Reading } from './readNew.ts';
import { type Patience, Refusals } from './refusals.ts';
import type { MailboxSettings } from './settings.ts';

/** What a watcher needs of the program around it. */
export interface Watching extends Reading {
  /** Told in short words without anything about people: connected, lost, refused. */
  onState?: (state: WatchState) => void;
  /** How long a message that the server refuses is asked for; absent: `PATIENCE`. */
  patience?: Patience | undefined;
}

export interface WatchState {
  mailbox: string;
  folder: string;
  connected: boolean;
  /** Why not. */
  because?: string;
}

export interface Watcher {
  /** Ends after the message that is being read. */
  stop(): Promise<void>;
}

/** Between two tries to connect, in milliseconds; doubled up to the longest. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

/**
 * Reads the folders of a mailbox from now on: at once when the server tells of new mail (IDLE), and every so often besides.
 * After any time away, ours or the server's, it goes on behind the last message that was kept.
 */
export function watchMailbox(settings: MailboxSettings, watching: Watching): Watcher {
  const stopping = new AbortController();
  const folders = settings.folders.map((folder) => keepWatching(settings, folder, watching, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(folders);
    },
  };
}

async function keepWatching(
  settings: MailboxSettings,
  folder: string,
  watching: Watching,
  signal: AbortSignal,
): Promise<void> {
  const { name: mailbox } = settings;
  const refusals = new Refusals(watching.patience);
  let wait = FIRST_WAIT;
  // A login says little: providers lock accounts that log in every second and get nowhere.
  const gotSomewhere = () => {
    wait = FIRST_WAIT;
  };
  const accept: Reading['accept'] = async (mail) => {
    await watching.accept(mail);
    gotSomewhere();
  };
  while (!signal.aborted) {
    let connectedAt = Number.POSITIVE_INFINITY;
    const because = await watchUntilLost(settings, folder, { ...watching, accept, refusals }, signal, () => {
      connectedAt = performance.now();
      watching.onState?.({ mailbox, folder, connected: true });
    });
    if (signal.aborted) return;
    if (performance.now() - connectedAt > LONGEST_WAIT) gotSomewhere();
    watching.onState?.({ mailbox, folder, connected: false, because });
    await sleep(wait, undefined, { signal }).catch(() => undefined);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
}

/** One connection, from its login to its end; gives why it ended. */
async function watchUntilLost(
  settings: MailboxSettings,
  folder: string,
  watching: Watching & { refusals: Refusals },
  signal: AbortSignal,
  onConnected: () => void,
): Promise<string> {
  const client = connection(settings);
  let lost = 'the connection was closed';
  const bell = new Bell(signal);
  client.on('error', (error: Error) => {
    lost = error.message;
  });
  client.on('close', () => bell.end());
  client.on('exists', () => bell.ring());
  // A server that is silent must not keep the program from ending.
  const close = () => client.close();
  signal.addEventListener('abort', close);
  try {
    await client.connect();
    await client.mailboxOpen(folder, { readOnly: true });
    onConnected();
    while (!bell.ended) {
      const place = { mailbox: settings.name, folder };
      await readNew(client, place, watching, watching.refusals, signal);
      await bell.heard(settings.sweepSeconds * 1_000);
    }
  } catch (error) {
    lost = reasonOf(error);
  } finally {
    signal.removeEventListener('abort', close);
    client.close();
  }
  return lost;
}

/** Why a connection did not come about: the server's own words say more than the library's. */
export function reasonOf(error: unknown): string {
  const { responseText, message } = error as { responseText?: string; message?: string };
  return responseText ?? message ?? String(error);
}

/** One connection to a mailbox, not yet open. */
export function connection(settings: MailboxSettings): ImapFlow {
  const { host, port, security, user, password } = settings;
  return new ImapFlow({
    host,
    port,
    secure: security === 'tls',
    ...(security === 'starttls' ? { doSTARTTLS: true } : {}),
    ...(security === 'none' ? { doSTARTTLS: false } : {}),
    auth: { user, pass: password },
    logger: false,
    disableCompression: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 10 * 60_000,
    // The library would wait a quarter of a minute before it listens.
    autoIdleDelay: 100,
    // Servers end an IDLE after half an hour (RFC 2177).
    maxIdleTime: 9 * 60_000,
  });
}

/** Rings for new mail, also while nobody listens. */
class Bell {
  ended = false;
  private rung = false;
  private wake: () => void = () => undefined;

  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => this.end());
  }

  ring(): void {
    this.rung = true;
    this.wake();
  }

  end(): void {
    this.ended = true;
    this.wake();
  }

  /** Until it rings, it is over, or so much time has passed. */
  async heard(milliseconds: number): Promise<void> {
    if (!this.rung && !this.ended)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.rung = false;
  }
}
