import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { CLIENT_ERRORS, ClientError, ImportError, Undelivered } from '../client/index.ts';
import { CalendarError } from '../domain/calendar/errors.ts';
import type { ErrorTable } from '../domain/errors.ts';
import { LIST_ERRORS, REPORT_ERRORS } from '../domain/intake/errors.ts';
import { MESSAGE_ERRORS, MessageError } from '../domain/messages/errors.ts';
import { FACT_ERRORS, FactError } from '../domain/procedure/factErrors.ts';
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
  /** What to do about it, as docs/errors.md has it. */
  doThis?: string;
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
      ...worded('FT-CLI-REQUEST', `there is no ${request.method} ${request.url.split('?')[0]}.`),
      status: 404,
    }),
  );
}

/** What is said of an error: never more than its own sentence. */
export function answerTo(error: FastifyError | Error): Answer {
  if (error instanceof GatewayError) {
    const { code, status, message: detail, retryAfter } = error;
    return { ...worded(code, detail), status, ...(retryAfter === null ? {} : { retryAfter }) };
  }
  if (error instanceof ClientError)
    return { ...worded(error.code, withoutCode(error)), status: STATUS[error.code] ?? 422 };
  if (error instanceof LedgerUnavailable) {
    const title = 'The ledger cannot take it now.';
    return { status: 503, code: error.code, title, detail: withoutCode(error), retryAfter: RETRY_AFTER };
  }
  if (error instanceof ImportError)
    return { ...worded(error.code, withoutCode(error)), status: STATUS[error.code] ?? 422 };
  if (error instanceof StatementError || error instanceof MessageError)
    return { ...worded(error.code, withoutCode(error)), status: 422 };
  if (error instanceof Undelivered) {
    const detail = 'Temporal does not answer, and nothing was done.';
    return { ...worded('FT-HTTP-TEMPORAL', detail), status: 503, retryAfter: RETRY_AFTER };
  }
  if (error instanceof FactError) {
    const title = 'The case cannot be opened with these facts.';
    const problems = error.problems.map((each) => ({ ...each, doThis: FACT_ERRORS[each.code].doThis }));
    return { ...worded(error.code, error.message), title, status: 422, problems };
  }
  if (error instanceof CalendarError) {
    const title = 'The dates cannot be planned.';
    return { status: 422, code: error.code, title, detail: withoutCode(error) };
  }
  const status = 'statusCode' in error && error.statusCode ? error.statusCode : 500;
  if (status >= 500) return { ...worded('FT-CLI-UNEXPECTED', 'the log has the error.'), status: 500 };
  const detail = status === 415 ? WHAT_TYPE : error.message;
  return { ...worded(OWN_WORDS[status] ?? 'FT-CLI-REQUEST', detail), status };
}

const WHAT_TYPE =
  'the body has no Content-Type that this path takes. Send "Content-Type: application/json" with JSON.';

const TABLES: ErrorTable = {
  ...CLIENT_ERRORS,
  ...GATEWAY_ERRORS,
  ...LIST_ERRORS,
  ...REPORT_ERRORS,
  ...STATEMENT_ERRORS,
  ...MESSAGE_ERRORS,
  ...FACT_ERRORS,
};

/** The words of docs/errors.md. A title is what stands there before a colon, behind which are the ways in which it happens. */
function worded(code: string, detail: string): Omit<Answer, 'status'> {
  const { means = '', doThis = '' } = TABLES[code] ?? {};
  const title = means.replace(/(^[^:]*):.*$/s, '$1.');
  return { code, title, detail, ...(doThis ? { doThis } : {}) };
}

function withoutCode({ message }: Error): string {
  return message.replace(/^FT-[A-Z0-9-]+: /, '');
}

/** The problem as it goes out, also in the middle of a stream. */
export function problemOf({ status, code, title, detail, doThis, problems }: Answer) {
  return {
    type: `urn:followthrough:${code}`,
    status,
    code,
    title,
    detail,
    ...(doThis ? { doThis } : {}),
    ...(problems ? { problems } : {}),
  };
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  if (answer.retryAfter !== undefined) reply.header('retry-after', answer.retryAfter);
  // The rest of the body is not waited for.
  if (answer.status === 413) reply.header('connection', 'close');
  return reply.status(answer.status).type('application/problem+json').send(problemOf(answer));
}
