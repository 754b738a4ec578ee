import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Followthrough, SCOPES } from '../../client/index.ts';
import { contactRulesOf } from '../../ledger/contactRules/kept.ts';
import { GatewayError } from '../errors.ts';
import type { Caller } from './caller.ts';
import { isProxied } from './proxied.ts';

export interface GuardOptions {
  /** As long as there are no keys at all, everything is open: for a gateway that only this machine can reach. */
  openWithoutKeys: boolean;
}

const OPEN: Caller = { id: 'open', scopes: SCOPES, person: null, source: null };
const LOCAL = 'http://localhost';

/** Lets in who has a key of the right scope (SEC-4). A route that does not say who may use it cannot be made. */
export function guard(app: FastifyInstance, client: Followthrough, options: GuardOptions): void {
  const uses = new Uses(client);
  app.addHook('onRoute', ({ url, config }) => {
    if (!config?.scopes) throw new Error(`nobody has said who may use ${url}`);
  });
  app.addHook('onRequest', async (request, reply) => {
    const { scopes } = request.routeOptions.config;
    if (scopes === undefined || scopes === 'anybody') return;
    request.caller = await callerOf(request, reply);
    if (scopes.some((scope) => request.caller.scopes.includes(scope))) return;
    throw new GatewayError('FT-HTTP-SCOPE', 403, `the key has none of the scopes ${scopes.join(', ')}.`);
  });

  async function callerOf(request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    const { authorization } = request.headers;
    if (authorization === undefined && (await isOpen(request))) return OPEN;
    const [, text = ''] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
    const key = await client.checkKey(text);
    if (!key) {
      await app.countFailure(request);
      reply.header('www-authenticate', 'Bearer');
      throw new GatewayError('FT-HTTP-KEY', 401, 'a key is needed that can be used.');
    }
    uses.note(key.id);
    const { id, scopes, person, source } = key;
    return { id, scopes, person, source };
  }

  async function isOpen(request: FastifyRequest): Promise<boolean> {
    if (!options.openWithoutKeys || isProxied(request)) return false;
    // And what a web page of somebody else sends through a browser on this one is not asked by this one.
    const { origin = LOCAL, 'sec-fetch-site': site = 'none' } = request.headers;
    if (site === 'cross-site' || !isLocal(origin)) return false;
    // Where health data is worked with, whoever looks is a person (LAW-10).
    if ((await contactRulesOf(client.ledger)).health) return false;
    return !(await uses.hasKeys());
  }
}

function isLocal(origin: string): boolean {
  return /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin);
}

const MINUTE = 60_000;

/** When keys were used, to the minute: not every request writes. */
class Uses {
  readonly #client: Followthrough;
  readonly #noted = new Map<string, number>();
  /** There have been keys, and what was closed once stays closed. */
  #closed = false;

  constructor(client: Followthrough) {
    this.#client = client;
  }

  async hasKeys(): Promise<boolean> {
    this.#closed ||= await this.#client.hasKeys();
    return this.#closed;
  }

  note(id: string): void {
    const now = Date.now();
    if (now - (this.#noted.get(id) ?? 0) < MINUTE) return;
    this.#noted.set(id, now);
    this.#client.noteKeyUse(id).catch(() => undefined);
  }
}
