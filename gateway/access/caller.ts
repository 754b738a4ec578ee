import type { FastifyRequest } from 'fastify';
import { parseCaseId, type Scope } from '../../client/index.ts';
import { GatewayError } from '../errors.ts';

/** Who makes a request. */
export interface Caller {
  /** The key's id; `open` where none is needed. Repeated requests, limits and uploads go by it. */
  id: string;
  scopes: readonly Scope[];
  person: string | null;
  /** The only outside system that it may speak for; null: any. */
  source: string | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
  }
  interface FastifyContextConfig {
    /** Keys with one of these get in; `anybody`: no key is asked for. Every route must say it. */
    scopes?: readonly Scope[] | 'anybody';
    /** Whether a repeated Idempotency-Key gets the first answer, and whether one is needed. */
    repeat?: 'needed' | 'possible';
    /**
     * What is not counted by the minute, because a "no" may be in it: `none` is never refused for its number,
     * `at-once` only while too many are at work.
     */
    limits?: 'none' | 'at-once';
    /**
     * Somebody outside wrote what is in it: a NUL or half of a character, which the ledger cannot hold, is taken out, where
     * other bodies are refused. No system would send it again, and nobody would read what was written.
     */
    texts?: 'cleaned';
  }
}

/** The header that says who acts where no key does. */
export const ACTING_AS = 'followthrough-as';

/** Who acts by this request. @throws GatewayError FT-HTTP-PERSON */
export function personOf(request: FastifyRequest): string {
  const { person } = request.caller;
  const named = request.headers[ACTING_AS];
  if (person === null && typeof named === 'string' && named !== '') return named;
  if (person === null)
    throw new GatewayError(
      'FT-HTTP-PERSON',
      400,
      'nobody is named who does this: send "Followthrough-As: ID".',
    );
  if (named !== undefined && named !== person)
    throw new GatewayError('FT-HTTP-PERSON', 403, `the key is ${person}'s.`);
  return person;
}

/** The person who sends what outside systems send as well; undefined: it is such a system. @throws as `personOf` */
export function personIf(request: FastifyRequest): string | undefined {
  const named = request.caller.person !== null || request.headers[ACTING_AS] !== undefined;
  return named ? personOf(request) : undefined;
}

/** For the record of what systems do: the person, else the key. */
export function nameOf({ caller }: FastifyRequest): string {
  return caller.person ?? `key:${caller.id}`;
}

/** @throws GatewayError FT-HTTP-SCOPE when the key is another system's */
export function checkSource({ caller }: { caller: Caller }, source: string): void {
  if (caller.source !== null && caller.source !== source)
    throw new GatewayError('FT-HTTP-SCOPE', 403, `the key speaks for ${caller.source} only.`);
}

/** @throws GatewayError FT-HTTP-SCOPE when the key is of one system and the case of another; ClientError for no id */
export function checkCase(request: { caller: Caller }, caseId: string): void {
  if (request.caller.source !== null) checkSource(request, parseCaseId(caseId).source);
}
