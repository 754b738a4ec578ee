import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { CLIENT_ERRORS, ClientError, type ClientErrorCode } from '../client/index.ts';
import { CalendarError } from '../domain/calendar/errors.ts';
import { FactError } from '../domain/procedure/factErrors.ts';
import { LedgerUnavailable } from '../ledger/errors.ts';

/** Seconds: a restarting PostgreSQL is back by then, and a caller that keeps to it does no harm. */
const RETRY_AFTER = 5;

const STATUS: Partial<Record<ClientErrorCode, number>> = {
  'FT-CLI-NO-CASE': 404,
  'FT-CLI-CASE-ID': 404,
  'FT-CLI-NO-TASK': 404,
  'FT-CLI-TASK-DONE': 409,
  'FT-CLI-REFUSED': 409,
  'FT-CLI-NO-RUN': 409,
  'FT-CLI-ID-USED': 409,
  'FT-CLI-REQUEST': 400,
  'FT-CLI-UNEXPECTED': 500,
};

interface Answer {
  status: number;
  code: string;
  title: string;
  detail: string;
  /** One entry for each thing that is wrong. */
  problems?: object[];
}

/** Every error is answered as application/problem+json (RFC 9457) with our code in it. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = answerTo(error);
    if (answer.status >= 500) request.log.error({ err: error }, answer.code);
    return send(reply, answer);
  });
  app.setNotFoundHandler((request, reply) =>
    send(reply, {
      ...named('FT-CLI-REQUEST', `there is no ${request.method} ${request.url.split('?')[0]}.`),
      status: 404,
    }),
  );
}

function answerTo(error: FastifyError | Error): Answer {
  if (error instanceof ClientError) {
    return { ...named(error.code, withoutCode(error)), status: STATUS[error.code] ?? 422 };
  }
  if (error instanceof LedgerUnavailable) {
    return {
      status: 503,
      code: error.code,
      title: 'The ledger cannot take it now.',
      detail: withoutCode(error),
    };
  }
  if (error instanceof FactError) {
    const title = 'The case cannot be opened with these facts.';
    return { status: 422, code: error.code, title, detail: error.message, problems: error.problems };
  }
  if (error instanceof CalendarError) {
    return {
      status: 422,
      code: error.code,
      title: 'The dates cannot be planned.',
      detail: withoutCode(error),
    };
  }
  const status = 'statusCode' in error && error.statusCode ? error.statusCode : 500;
  if (status >= 500) return { ...named('FT-CLI-UNEXPECTED', 'the log has the error.'), status: 500 };
  return { ...named('FT-CLI-REQUEST', error.message), status };
}

function named(code: ClientErrorCode, detail: string): Omit<Answer, 'status'> {
  return { code, title: CLIENT_ERRORS[code].means, detail };
}

function withoutCode({ message }: Error): string {
  return message.replace(/^FT-[A-Z0-9-]+: /, '');
}

function send(reply: FastifyReply, { status, ...rest }: Answer): FastifyReply {
  if (status === 503) reply.header('retry-after', RETRY_AFTER);
  return reply
    .status(status)
    .type('application/problem+json')
    .send({ type: `urn:followthrough:${rest.code}`, status, ...rest });
}
