import type { ErrorTable } from '../domain/errors.ts';

/** What can be wrong with a request before the client gets to see it. */
export const GATEWAY_ERRORS = {
  'FT-HTTP-KEY': {
    means:
      'The request has no key, or one that cannot be used: unknown, revoked, expired, or of somebody who has left.',
    doThis: 'Send "Authorization: Bearer ft_…" with a key that `followthrough keys create` has made.',
  },
  'FT-HTTP-SCOPE': {
    means: 'The key may not be used for this.',
    doThis: 'Use a key with a scope that the message names, or of the outside system that it is about.',
  },
  'FT-HTTP-PERSON': {
    means: 'Nobody is named as the person who does this, or somebody else than the one whose key it is.',
    doThis:
      'Use a staff key, which belongs to a person; on an installation without keys, send "Followthrough-As: ID".',
  },
  'FT-HTTP-SIGNATURE': {
    means: 'What a vendor is said to have sent is not signed as that vendor signs, or too long ago.',
    doThis:
      'Compare the secret in the environment with the one that the vendor shows, and the public address with the one it calls; set the clock of the machine.',
  },
  'FT-HTTP-FIELD': {
    means: 'What a vendor has sent lacks a field that it always has.',
    doThis:
      'Compare the address that the vendor calls with docs/connectors.md: each kind of call has its own.',
  },
  'FT-HTTP-VENDOR': {
    means: 'A vendor must be asked before this can be done, and does not answer.',
    doThis: 'Do it once more in a while. Nothing was done.',
  },
  'FT-HTTP-TEMPORAL': {
    means: 'Temporal must be asked for this, and does not answer.',
    doThis: 'Ask again after the seconds of Retry-After. Nothing was done.',
  },
  'FT-HTTP-REPEAT': {
    means: 'The same Idempotency-Key was used before, for another request.',
    doThis: 'Give every request a key of its own; repeat a key only to repeat the same request.',
  },
  'FT-HTTP-RUNNING': {
    means: 'The first request with this Idempotency-Key is still at work.',
    doThis: 'Ask again after the seconds of Retry-After.',
  },
  'FT-HTTP-TOO-MANY': {
    means: 'More requests than this key, or this address, may make.',
    doThis: 'Ask again after the seconds of Retry-After. Opt-outs are always taken.',
  },
  'FT-HTTP-METHOD': {
    means: 'The path is right, but not for this method.',
    doThis: 'Use a method that the Allow header names.',
  },
  'FT-HTTP-TYPE': {
    means: 'The body is not of a type that this path takes.',
    doThis:
      'Send application/json in UTF-8 without compression, or the type that docs/http.md names for this path.',
  },
  'FT-HTTP-LIMIT': {
    means: 'The request is larger, deeper or slower than any that makes sense.',
    doThis: 'Keep to the limits in docs/http.md; long lists are streamed, see there.',
  },
  'FT-HTTP-NO-UPLOAD': {
    means: 'There is no upload with this id.',
    doThis: 'Use the id that the answer to the upload has given; old ones are among the imports.',
  },
} as const satisfies ErrorTable;

export type GatewayErrorCode = keyof typeof GATEWAY_ERRORS;

/** A request that is refused before anything is done. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: GatewayErrorCode;
  readonly status: number;
  /** Seconds after which it may be tried again. */
  readonly retryAfter: number | null;

  constructor(code: GatewayErrorCode, status: number, message: string, retryAfter: number | null = null) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}
