import type { FastifyRequest } from 'fastify';

const FORWARDED = ['x-forwarded-for', 'forwarded', 'x-real-ip'];

/** Whether a request came over a proxy, and so from another machine. */
export function isProxied({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return FORWARDED.some((name) => headers[name] !== undefined);
}
