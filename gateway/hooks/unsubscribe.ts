import type { Followthrough } from '../../client/index.ts';
import { page } from '../decide/html.ts';
import type { Answer, Delivered, Hook } from './hooks.ts';

const HEADERS = {
  // The address is the key: no page that follows, and no cache, gets to see it.
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
};

/**
 * The link to unsubscribe in an email (RFC 8058). A mail program posts to it with one click of the reader; GET only shows
 * a page with a button, because scanners open every link. The token in the address stands for a signature.
 */
export function unsubscribeHooks(client: Followthrough): Hook[] {
  const path = '/unsubscribe/:token';
  return [
    {
      method: 'GET',
      path,
      take: async (delivered) =>
        (await client.isUnsubscribeLink(tokenIn(delivered))) ? shown(200, ASKS) : shown(404, NO_LINK),
    },
    {
      method: 'POST',
      path,
      take: async (delivered) =>
        (await client.unsubscribe(tokenIn(delivered))) ? shown(200, DONE) : shown(404, NO_LINK),
    },
  ];
}

function tokenIn({ url }: Delivered): string {
  return (url.split('?')[0] ?? '').split('/').at(-1) ?? '';
}

function shown(status: number, body: string): Answer {
  return { status, type: 'text/html; charset=utf-8', body, headers: HEADERS };
}

const ASKS = page(
  'Unsubscribe',
  `<h1>No more of these emails?</h1>
<p>Press the button, and we send nothing more to this email address.</p>
<form method="post"><button type="submit">Unsubscribe</button></form>`,
);
const DONE = page(
  'Unsubscribed',
  `<h1>You are unsubscribed</h1>
<p>From now on no email goes to this address. If you change your mind, tell the person who wrote to you.</p>`,
);
const NO_LINK = page(
  'Unsubscribe',
  `<h1>This link is not complete</h1>
<p>Please use the newest email, or answer it and say that you want no more.</p>`,
);
