import { connect as overTcp } from 'node:net';
import { connect as overTls } from 'node:tls';
import { AddressBlocked, guarded } from '../guard.ts';
import type { WebhookSettings } from '../webhook/webhook.ts';
import type { Finding } from './finding.ts';

/** In milliseconds. */
const LIMIT = 5_000;

/** Resolves the name through the guard and connects, with TLS; nothing is sent, so nothing is posted. */
export async function checkWebhook(
  { url, allowPrivate }: WebhookSettings,
  limit: number = LIMIT,
): Promise<Finding[]> {
  const { host, pathname } = new URL(url);
  const shown = host + pathname;
  try {
    await reach(new URL(url), allowPrivate, limit);
    return [{ connector: 'webhook', state: 'works', what: `${shown} can be reached; nothing was posted.` }];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ connector: 'webhook', state: 'broken', what: `${shown}: ${why}`, fix: fixOf(error) }];
  }
}

function fixOf(error: unknown): string {
  if (error instanceof AddressBlocked)
    return 'If the system stands in your own network, name its host under allow-private.';
  return 'Check the address and its certificate, and that this machine may reach it.';
}

async function reach(url: URL, allowPrivate: readonly string[] | undefined, limit: number): Promise<void> {
  const lookup = guarded(url, allowPrivate);
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || (secure ? 443 : 80);
  await new Promise<void>((resolve, reject) => {
    const socket = secure
      ? overTls({ host, port, lookup, ...(/^[\d.:]+$/.test(host) ? {} : { servername: host }) })
      : overTcp({ host, port, lookup });
    socket.setTimeout(limit, () => socket.destroy(new Error('no connection in time')));
    socket.once('error', reject);
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      socket.destroy();
      resolve();
    });
  });
}
