import type { FastifyInstance, FastifyReply } from 'fastify';
import { ClientError, type Followthrough } from '../../client/index.ts';
import { GatewayError } from '../errors.ts';
import { overPage, questionPage, thanksPage, wrongPage } from './pages.ts';

interface Token {
  token: string;
}

/** Longer than any answer with its reason, percent-encoded. */
const FORM_LIMIT = 64 * 1024;
const MOST_FIELDS = 1_000;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  // The address is the key: no page that follows, and no cache, gets to see it.
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
};

/**
 * Decisions by a link in a message. GET only shows the question, because mail scanners and previews open links; only a
 * POST decides, once.
 */
export function decideRoutes(app: FastifyInstance, client: Followthrough): void {
  app.register(async (scope) => {
    // Forms are taken here only: any web page may post one anywhere. Here the address itself has to be known.
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_LIMIT },
      (_request, body, done) => {
        const fields = new URLSearchParams(String(body));
        if (fields.size <= MOST_FIELDS) return done(null, Object.fromEntries(fields));
        return done(new GatewayError('FT-HTTP-LIMIT', 400, `the form has more than ${MOST_FIELDS} fields.`));
      },
    );
    // The address must not stand in a log, so no request to it is logged.
    const quiet = { logLevel: 'warn', config: { scopes: 'anybody' } } as const;

    scope.get<{ Params: Token; Querystring: { answer?: string } }>(
      '/decide/:token',
      quiet,
      async ({ params, query }, reply) =>
        answered(reply, async () => {
          const state = await client.readDecisionLink(params.token);
          if (state.state !== 'open') return html(reply, 410, overPage(state));
          return html(reply, 200, questionPage(state, query.answer));
        }),
    );

    scope.post<{ Params: Token; Body: { option?: string; reason?: string } | null }>(
      '/decide/:token',
      quiet,
      async ({ params, body }, reply) =>
        answered(reply, async () => {
          const { token } = params;
          const state = await client.readDecisionLink(token);
          if (state.state !== 'open') return html(reply, 410, overPage(state));
          const { option = '', reason } = body ?? {};
          try {
            const { delivered } = await client.decideByLink(token, { option, reason: reason || undefined });
            return html(reply, delivered ? 200 : 202, thanksPage(option, delivered));
          } catch (error) {
            if (!(error instanceof ClientError)) throw error;
            return whyNot(reply, client, token, error, option);
          }
        }),
    );
  });
}

/** Somebody may have been first, or something have come in between, while the person was reading. */
async function whyNot(
  reply: FastifyReply,
  client: Followthrough,
  token: string,
  error: ClientError,
  option: string,
): Promise<FastifyReply> {
  const state = await client.readDecisionLink(token);
  if (state.state !== 'open') return html(reply, 409, overPage(state));
  return html(reply, 422, questionPage(state, option, sentence(error)));
}

async function answered(reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ClientError && error.code === 'FT-CLI-LINK')
      return html(reply, 404, wrongPage(sentence(error)));
    throw error;
  }
}

function html(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.status(status).headers(HEADERS).send(text);
}

function sentence({ message }: Error): string {
  return message.replace(/^FT-[A-Z0-9-]+: /, '');
}
