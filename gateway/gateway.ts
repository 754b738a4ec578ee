import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import { type Followthrough, type Judge, watched } from '../client/index.ts';
import { guard } from './access/guard.ts';
import { viewers } from './access/viewers.ts';
import { limitRates, type Rates, USUAL_RATES } from './access/rates.ts';
import { repeatable } from './access/repeat.ts';
import { type CodecServer, codecRoutes } from './codec.ts';
import { decideRoutes } from './decide/routes.ts';
import { healthRoute } from './health.ts';
import { type Hook, hookRoutes } from './hooks/hooks.ts';
import { onlyKnownHosts } from './hosts.ts';
import { BODY_LIMIT, refuseOddRequests, takeJsonOnly } from './limits/bodies.ts';
import { answerBrokenRequest, SERVER_LIMITS } from './limits/server.ts';
import { answerOthers, knownMethods } from './methods.ts';
import { describeApi } from './openapi.ts';
import { answerProblems } from './problems.ts';
import { apiRoutes } from './routes/routes.ts';
import { misfit } from './schemas/misfit.ts';
import { buildSerializer, schemaCompiler } from './schemas/compiler.ts';

/** Longer than any case id, percent-encoded. */
const PARAM_LIMIT = 700;
const LET_GO_MS = 50;

export interface GatewayOptions {
  logger?: FastifyBaseLogger;
  /** Asked before a list or an event opens a case; absent: every sound one does. */
  judge?: Judge;
  /** Only this machine reaches it: as long as there has never been a key, none is needed. Absent: true. */
  local?: boolean;
  /** Other names than this machine's under which it answers without a key, such as that of links in letters. */
  hosts?: readonly string[];
  /** Addresses or networks of proxies whose X-Forwarded-For is believed (WHK-15). Absent: nobody's. */
  trustedProxies?: readonly string[];
  rates?: Partial<Rates>;
  /** Addresses that vendors call, see `hooks/`. */
  hooks?: readonly Hook[];
  /** Opens what is sealed in Temporal, for its Web UI. Absent: nothing is. */
  codec?: CodecServer;
}

/**
 * The HTTP surface of a connected client. A 2xx is given after the ledger has committed, never before (LED-3).
 * Listens nowhere by itself: see `listen`.
 */
export function createGateway(client: Followthrough, options: GatewayOptions = {}): FastifyInstance {
  const { logger, judge, local = true, hosts = [], trustedProxies = [] } = options;
  const app: FastifyInstance = fastify({
    ...SERVER_LIMITS,
    bodyLimit: BODY_LIMIT,
    schemaErrorFormatter: misfit,
    schemaController: { compilersFactory: { buildSerializer } },
    routerOptions: { maxParamLength: PARAM_LIMIT },
    clientErrorHandler: answerBrokenRequest,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    // An address may stand in a query: see `logRequests`.
    logController: new LogController({ disableRequestLogging: true }),
    ...(logger ? { loggerInstance: logger } : {}),
  });
  takeJsonOnly(app);
  app.setValidatorCompiler(schemaCompiler());
  app.addHook('onRequest', refuseOddRequests);
  if (local) app.addHook('onRequest', onlyKnownHosts(hosts));
  logRequests(app);
  letGo(app);
  answerProblems(app);
  const known = knownMethods(app);
  describeApi(app);
  app.register(async (scope) => {
    await limitRates(scope, { ...USUAL_RATES, ...options.rates });
    healthRoute(scope, client, { open: local });
    decideRoutes(scope, client);
    hookRoutes(scope, options.hooks ?? []);
    if (options.codec) codecRoutes(scope, client, { ...options.codec, local });
    // The address that `npm start` shows, opened in a browser: what is described there is no secret.
    scope.get('/', { config: { scopes: 'anybody' }, schema: { hide: true } }, (_request, reply) =>
      reply.redirect('/docs'),
    );
    scope.get('/openapi.json', { config: { scopes: 'anybody' }, schema: { hide: true } }, () =>
      app.swagger(),
    );
    scope.register(
      async (api) => {
        guard(api, client, { openWithoutKeys: local });
        repeatable(api, client);
        const looks = viewers(api);
        apiRoutes(api, { client: watched(client, looks), judge });
      },
      { prefix: '/v1' },
    );
  });
  app.register(async (scope) => answerOthers(scope, known));
  return app;
}

/** A line for each request, without query and token: an address may stand in them. */
function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions, caller } = request;
    const ms = Math.round(reply.elapsedTime);
    const by = caller ? { by: caller.id } : {};
    request.log.info(
      { method, route: routeOptions.url ?? 'none', status: reply.statusCode, ms, ...by },
      'answered',
    );
  });
}

/** At the end a connection that is kept open for another request is not waited for, also one that falls silent only then. */
function letGo(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    const again = setInterval(() => app.server.closeIdleConnections(), LET_GO_MS).unref();
    app.server.once('close', () => clearInterval(again));
  });
}

/**
 * Listens on this machine, unless told otherwise: then nobody must get in without a key, so make the gateway with
 * `local: false`.
 * @param port 0 takes any free one
 * @returns the port
 */
export async function listen(app: FastifyInstance, port: number, host = '127.0.0.1'): Promise<number> {
  const url = await app.listen({ host, port });
  return Number(new URL(url).port);
}
