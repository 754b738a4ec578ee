import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GatewayError } from '../errors.ts';
import { checkJson, checkTexts, cleaned, isPlain } from './json.ts';

/** In bytes. A reply of 100,000 characters fits; whoever sends more sends a list or a file, which are streamed. */
export const BODY_LIMIT = 256 * 1024;

/** Takes JSON only, checked before it is parsed. Web pages may post plain text and forms anywhere without asking. */
export function takeJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body);
    try {
      checkJson(text);
    } catch (error) {
      return done(error as Error);
    }
    return parse(request, text, (error, parsed) => {
      if (error) return done(isJson(text) ? POISONED : error);
      if (request.routeOptions.config.texts === 'cleaned') return done(null, cleaned(parsed));
      try {
        checkTexts(text, parsed);
      } catch (odd) {
        return done(odd as Error);
      }
      return done(null, parsed);
    });
  });
}

/** What the parser refuses although it is JSON. */
const POISONED = new GatewayError(
  'FT-HTTP-LIMIT',
  422,
  'the body has a member "__proto__", or a "constructor" with a "prototype", which no request of ours has.',
);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What no request of ours has, refused before anything is read (WHK-10, WHK-12). */
export async function refuseOddRequests(request: FastifyRequest): Promise<void> {
  const encoding = request.headers['content-encoding'];
  // Nothing is unpacked: a small request cannot become a large one.
  if (encoding !== undefined && encoding !== 'identity')
    throw new GatewayError('FT-HTTP-TYPE', 415, `a body in ${encoding} is not taken.`);
  if (!isPlain(decoded(request.url)))
    throw new GatewayError('FT-HTTP-LIMIT', 400, 'the address holds a NUL or half of a character.');
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    // Not UTF-8: the router refuses what is in the path; nothing of the query is decoded to half of a character.
    return url;
  }
}
