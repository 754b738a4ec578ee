import type { FastifyInstance } from 'fastify';
import { GatewayError } from './errors.ts';

/** What each path takes, as far as it is known when this is called: `answerOthers` has the rest refused with 405 (WHK-12). */
export function knownMethods(app: FastifyInstance): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const there = known.get(url) ?? new Set();
    for (const each of [method].flat()) there.add(each);
    known.set(url, there);
  });
  return known;
}

export function answerOthers(app: FastifyInstance, known: ReadonlyMap<string, ReadonlySet<string>>): void {
  for (const [url, methods] of known) {
    const others = app.supportedMethods.filter((method) => !methods.has(method));
    if (url.startsWith('/docs') || others.length === 0) continue;
    const allow = [...methods].sort().join(', ');
    app.route({
      url,
      method: others,
      config: { scopes: 'anybody' },
      schema: { hide: true },
      // Before any body is read.
      onRequest: async (request, reply) => {
        reply.header('allow', allow);
        throw new GatewayError('FT-HTTP-METHOD', 405, `${request.method} is not taken here; ${allow} is.`);
      },
      handler: () => undefined,
    });
  }
}
