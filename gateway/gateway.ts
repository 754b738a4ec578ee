import { type FastifyBaseLogger, type FastifyInstance, fastify } from 'fastify';
import type { Followthrough } from '../client/index.ts';
import { caseRoutes } from './cases.ts';
import { decideRoutes } from './decide/routes.ts';
import { healthRoute } from './health.ts';
import { onlyLocalHosts } from './hosts.ts';
import { answerProblems } from './problems.ts';

/** A reply of 100,000 characters fits; whoever posts more posts a file. */
const BODY_LIMIT = 256 * 1024;

/** Longer than any case id, percent-encoded. */
const PARAM_LIMIT = 700;

export interface GatewayOptions {
  logger?: FastifyBaseLogger;
}

/**
 * The HTTP surface of a connected client. A 2xx is given after the ledger has committed, never before (LED-3).
 * Listens nowhere by itself: see `listen`.
 */
export function createGateway(client: Followthrough, options: GatewayOptions = {}): FastifyInstance {
  const app: FastifyInstance = fastify({
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: PARAM_LIMIT },
    // The defaults would drop unknown fields and turn values into other types without a word.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allowUnionTypes: true } },
    ...(options.logger ? { loggerInstance: options.logger } : {}),
  });
  // A web page may post plain text anywhere without asking; JSON it may not.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', onlyLocalHosts);
  answerProblems(app);
  healthRoute(app, client);
  caseRoutes(app, client);
  decideRoutes(app, client);
  return app;
}

/**
 * Listens on this machine only: the gateway knows no users yet, so it is not for the network.
 * @param port 0 takes any free one
 * @returns the port
 */
export async function listen(app: FastifyInstance, port: number): Promise<number> {
  const url = await app.listen({ host: '127.0.0.1', port });
  return Number(new URL(url).port);
}
