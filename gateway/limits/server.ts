import type { Socket } from 'node:net';
import { GATEWAY_ERRORS } from '../errors.ts';

/** Limits of the connection itself (WHK-10): who is slow, or sends headers without end, is let go. */
export const SERVER_LIMITS = {
  /** Milliseconds for a whole request; a list of 64 MiB comes in at 220 KB a second. */
  requestTimeout: 300_000,
  connectionTimeout: 0,
  keepAliveTimeout: 65_000,
  http: {
    maxHeaderSize: 16 * 1024,
    headersTimeout: 10_000,
    connectionsCheckingInterval: 2_000,
  },
} as const;

const SAYS: Record<string, { line: string; detail: string }> = {
  HPE_HEADER_OVERFLOW: {
    line: '431 Request Header Fields Too Large',
    detail: 'the headers are longer than 16 KiB.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: { line: '408 Request Timeout', detail: 'the request did not come in time.' },
};

/** What is no HTTP gets a problem as well, and the connection is closed. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const known = SAYS[error.code ?? ''];
  const line = known?.line ?? '400 Bad Request';
  const code = known ? 'FT-HTTP-LIMIT' : 'FT-CLI-REQUEST';
  const body = JSON.stringify({
    type: `urn:followthrough:${code}`,
    status: Number(line.slice(0, 3)),
    code,
    title: known ? GATEWAY_ERRORS['FT-HTTP-LIMIT'].means : 'This is no HTTP request.',
    detail: known?.detail ?? 'this is no HTTP request.',
  });
  const head = [`HTTP/1.1 ${line}`, 'connection: close', 'content-type: application/problem+json'];
  socket.end(`${[...head, `content-length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n${body}`);
}
