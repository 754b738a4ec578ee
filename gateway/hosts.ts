import type { FastifyReply, FastifyRequest } from 'fastify';
import { ClientError } from '../client/index.ts';

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * A web page that has its own name point to 127.0.0.1 must not reach us through somebody's browser. It has no key, so
 * whoever shows one where keys are looked at may use any name.
 */
export function onlyKnownHosts(hosts: readonly string[]) {
  return async ({ headers, url }: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    const { host = '', authorization } = headers;
    if (LOCAL.test(host) || hosts.includes(host)) return;
    if (authorization !== undefined && url.startsWith('/v1/')) return;
    // What vendors call is signed, which no page can do, and comes by whatever name they know.
    if (url.startsWith('/hooks/')) return;
    throw new ClientError('FT-CLI-REQUEST', 'the gateway answers under 127.0.0.1 and localhost only.');
  };
}
