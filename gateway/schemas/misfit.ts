import type { ErrorObject } from 'ajv';
import type { FastifySchemaValidationError } from 'fastify';
import { didYouMean, listed, nearest } from '../../domain/words.ts';

/** More names than anybody reads; a hint is given all the same. */
const MOST_NAMES = 20;

/**
 * Why a request does not fit its schema, with the name that was most likely meant. The validator stops at the first
 * fault: with `fact` for `facts` it misses the one and has not yet looked at the other.
 * @param where "body", "querystring" …
 */
export function misfit(errors: FastifySchemaValidationError[], where: string): Error {
  const [first] = errors as unknown as ErrorObject[];
  const at = `${where}${first?.instancePath ?? ''}`;
  return new Error(`${at} ${first ? faultOf(first) : 'does not fit'}`);
}

function faultOf({ keyword, params, message, parentSchema, data }: ErrorObject): string {
  const known = Object.keys((parentSchema as { properties?: object } | undefined)?.properties ?? {});
  const given = typeof data === 'object' && data !== null ? Object.keys(data) : [];
  if (keyword === 'required') {
    const missing = String(params['missingProperty']);
    const slip = nearest(
      missing,
      given.filter((name) => !known.includes(name)),
    );
    const hint = slip === undefined ? '' : ` It has "${slip}": did you mean "${missing}"?`;
    return `must have required property '${missing}'.${hint}`;
  }
  if (keyword === 'additionalProperties') {
    const name = String(params['additionalProperty']);
    const names = known.length > 0 && known.length <= MOST_NAMES ? ` It may have ${listed(known)}.` : '';
    return `must not have a property "${name}".${didYouMean(name, known)}${names}`;
  }
  return message ?? 'does not fit';
}
