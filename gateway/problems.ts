import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import {
  CLIENT_ERRORS,
  ClientError,
  type ClientErrorCode,
  ImportError,
  Undelivered,
} from '../client/index.ts';
import { CalendarError } from '../domain/calendar/errors.ts';
import { LIST_ERRORS, REPORT_ERRORS } from '../domain/intake/errors.ts';
import { MESSAGE_ERRORS, MessageError } from '../domain/messages/errors.ts';
import { FactError } from '../domain/procedure/factErrors.ts';
import { STATEMENT_ERRORS, StatementError } from '../domain/statement/errors.ts';
import { LedgerUnavailable } from '../ledger/errors.ts';
import { GATEWAY_ERRORS, GatewayError, type GatewayErrorCode } from './errors.ts';

/** Seconds: a restarting PostgreSQL is back by then, and a caller that keeps to it does no harm. */
const RETRY_AFTER = 5;

const STATUS: Partial<Record<string, number>> = {
  'FT-CLI-NO-CASE': 404,
  'FT-CLI-CASE-ID': 404,
  'FT-CLI-NO-TASK': 404,
  'FT-CLI-NO-REPLY': 404,
  'FT-CLI-NO-ITEM': 404,
  'FT-CLI-NO-REFUSAL': 409,
  'FT-CLI-NO-ERASURE': 404,
  'FT-CLI-ERASED': 409,
  'FT-CLI-NO-REVIEW': 409,
  'FT-CLI-NO-MESSAGE': 404,
  'FT-CLI-NOT-BLOCKED': 409,
  'FT-CLI-PERSON': 404,
  'FT-CLI-TASK-DONE': 409,
  'FT-CLI-CALL': 409,
  'FT-CLI-PARKED': 409,
  'FT-CLI-REPLAY': 409,
  'FT-CLI-REFUSED': 409,
  'FT-CLI-NO-RUN': 409,
  'FT-CLI-ID-USED': 409,
  'FT-CLI-ALREADY-OPEN': 409,
  'FT-CLI-NOT-ENDED': 409,
  'FT-CLI-REHEARSED': 409,
  'FT-CLI-REHEARSAL': 409,
  'FT-CLI-ACTOR': 403,
  'FT-CLI-ROLE': 403,
  'FT-CLI-OWN-REQUEST': 403,
  'FT-CLI-REQUEST': 400,
  'FT-CLI-UNEXPECTED': 500,
  'FT-INT-NO-IMPORT': 404,
  'FT-INT-REPORT': 404,
  'FT-INT-BUSY': 409,
  'FT-INT-TOO-LARGE': 413,
};

/** What Fastify itself refuses, in our words; its other refusals are FT-CLI-REQUEST. */
const OWN_WORDS: Partial<Record<number, GatewayErrorCode>> = {
  408: 'FT-HTTP-LIMIT',
  413: 'FT-HTTP-LIMIT',
  415: 'FT-HTTP-TYPE',
  429: 'FT-HTTP-TOO-MANY',
};

export interface Answer {
  status: number;
  code: string;
  title: string;
  detail: string;
  /** One entry for each thing that is wrong. */
  problems?: object[];
  /** Seconds. */
  retryAfter?: number;
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

/** What is said of an error: never more than its own sentence. */
export function answerTo(error: FastifyError | Error): Answer {
  if (error instanceof GatewayError) {
    const { code, status, message: detail, retryAfter } = error;
    const title = GATEWAY_ERRORS[code].means;
    return { status, code, title, detail, ...(retryAfter === null ? {} : { retryAfter }) };
  }
  if (error instanceof ClientError)
    return { ...named(error.code, withoutCode(error)), status: STATUS[error.code] ?? 422 };
  if (error instanceof LedgerUnavailable) {
    const title = 'The ledger cannot take it now.';
    return { status: 503, code: error.code, title, detail: withoutCode(error), retryAfter: RETRY_AFTER };
  }
  if (error instanceof ImportError) {
    const { means: title } = { ...LIST_ERRORS, ...REPORT_ERRORS }[error.code];
    return { status: STATUS[error.code] ?? 422, code: error.code, title, detail: withoutCode(error) };
  }
  if (error instanceof StatementError || error instanceof MessageError) {
    const { means: title } = { ...STATEMENT_ERRORS, ...MESSAGE_ERRORS }[error.code];
    return { status: 422, code: error.code, title, detail: withoutCode(error) };
  }
  if (error instanceof Undelivered) {
    const { means: title } = GATEWAY_ERRORS['FT-HTTP-TEMPORAL'];
    const detail = 'Temporal does not answer, and nothing was done.';
    return { status: 503, code: 'FT-HTTP-TEMPORAL', title, detail, retryAfter: RETRY_AFTER };
  }
  if (error instanceof FactError) {
    const title = 'The case cannot be opened with these facts.';
    return { status: 422, code: error.code, title, detail: error.message, problems: error.problems };
  }
  if (error instanceof CalendarError) {
    const title = 'The dates cannot be planned.';
    return { status: 422, code: error.code, title, detail: withoutCode(error) };
  }
  const status = 'statusCode' in error && error.statusCode ? error.statusCode : 500;
  if (status >= 500) return { ...named('FT-CLI-UNEXPECTED', 'the log has the error.'), status: 500 };
  const code = OWN_WORDS[status];
  if (code) return { status, code, title: GATEWAY_ERRORS[code].means, detail: error.message };
  return { ...named('FT-CLI-REQUEST', error.message), status };
}

function named(code: ClientErrorCode, detail: string): Omit<Answer, 'status'> {
  return { code, title: CLIENT_ERRORS[code].means, detail };
}

function withoutCode({ message }: Error): string {
  return message.replace(/^FT-[A-Z0-9-]+: /, '');
}

/** The problem as it goes out, also in the middle of a stream. */
export function problemOf({ status, code, title, detail, problems }: Answer) {
  return {
    type: `urn:followthrough:${code}`,
    status,
    code,
    title,
    detail,
    ...(problems ? { problems } : {}),
  };
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  if (answer.retryAfter !== undefined) reply.header('retry-after', answer.retryAfter);
  // The rest of the body is not waited for.
  if (answer.status === 413) reply.header('connection', 'close');
  return reply.status(answer.status).type('application/problem+json').send(problemOf(answer));
}
