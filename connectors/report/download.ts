import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ImportError } from '../../domain/intake/errors.ts';
import { AddressBlocked, guarded } from '../guard.ts';
import type { ReportAddress } from '../config/reports.ts';

/** In bytes. A report of a million rows is smaller. */
const LARGEST = 200_000_000;
/** Until the whole report is there. */
const PATIENCE_MS = 10 * 60_000;
/** Statuses by which the other side says that it will not, rather than that it cannot now. */
const REFUSALS = [401, 403, 407, 410];

/**
 * Fetches a report into a file, as it comes: never more than a part of it is in memory. The file is there only when the
 * report is whole. A redirection is not followed, because the secret must not go elsewhere.
 * @throws ImportError, with FT-INT-FETCH when trying again may help; nothing of the answer is in its message
 */
export async function download(
  from: ReportAddress,
  file: string,
  { signal, largest = LARGEST }: { signal?: AbortSignal; largest?: number } = {},
): Promise<void> {
  const part = `${file}.part`;
  const limits = [AbortSignal.timeout(PATIENCE_MS), ...(signal ? [signal] : [])];
  try {
    const response = await asked(from, AbortSignal.any(limits));
    check(response.statusCode ?? 0);
    await pipeline(response, atMost(largest), createWriteStream(part, { mode: 0o600 }), {
      signal: AbortSignal.any(limits),
    });
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof ImportError) throw error;
    if (error instanceof AddressBlocked)
      throw new ImportError('FT-INT-FETCH-REFUSED', `its address is not used: ${error.message}`);
    throw new ImportError('FT-INT-FETCH', 'the report could not be fetched.', { cause: error });
  }
}

/** Follows no redirect, and connects to no private address that is not allowed (WHK-13). */
function asked({ url, secret, allowPrivate }: ReportAddress, signal: AbortSignal): Promise<IncomingMessage> {
  const address = new URL(url);
  const headers = { accept: 'text/csv', ...(secret ? { [secret.header]: secret.value } : {}) };
  const lookup = guarded(address, allowPrivate);
  const request = address.protocol === 'https:' ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    request(address, { headers, lookup, agent: false, signal }, resolve).on('error', reject).end();
  });
}

function check(status: number): void {
  if (status >= 200 && status < 300) return;
  const refused = REFUSALS.includes(status) || (status >= 300 && status < 400);
  throw new ImportError(
    refused ? 'FT-INT-FETCH-REFUSED' : 'FT-INT-FETCH',
    `the other side answered with status ${status}.`,
  );
}

function atMost(largest: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      if (bytes <= largest) done(null, chunk);
      else done(new ImportError('FT-INT-TOO-LARGE', `the report has more than ${largest} bytes.`));
    },
  });
}
