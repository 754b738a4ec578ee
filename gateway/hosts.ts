import type { FastifyReply, FastifyRequest } from 'fastify';
import { ClientError } from '../client/index.ts';

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** A web page that has its own name point to 127.0.0.1 must not reach us through somebody's browser. */
export async function onlyLocalHosts(request: FastifyRequest, _reply: FastifyReply): Promise<void> {
  if (!LOCAL.test(request.headers.host ?? '')) {
    throw new ClientError('FT-CLI-REQUEST', 'the gateway answers under 127.0.0.1 and localhost only.');
  }
}
