import type { Readable } from 'node:stream';
import { GatewayError } from '../errors.ts';

/** @throws GatewayError FT-HTTP-TYPE when there is none */
export function bodyOf({ body }: { body: Readable | null | undefined }): Readable {
  if (body) return body;
  throw new GatewayError('FT-HTTP-TYPE', 415, 'there is no body of a type that this path takes.');
}

/**
 * The bytes of a body as they come in, with an end to how many.
 * @param announced how many are said to come; 0: not said
 * @param advice what to do when there are more, as a sentence
 * @throws GatewayError FT-HTTP-LIMIT; the error of the connection when it breaks off
 */
export async function* atMost(
  body: Readable,
  most: number,
  { announced = 0, advice = '' }: { announced?: number; advice?: string } = {},
): AsyncGenerator<Buffer> {
  const says = `the body is longer than ${most} bytes. ${advice}`.trimEnd();
  const tooLong = () => new GatewayError('FT-HTTP-LIMIT', 413, says);
  if (announced > most) throw tooLong();
  let bytes = 0;
  // The connection is still needed to say what is wrong.
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    const part = chunk as Buffer;
    bytes += part.length;
    if (bytes > most) throw tooLong();
    yield part;
  }
}

/** The same bytes in parts of one size, the last one apart. */
export async function* inParts(chunks: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    bytes += chunk.length;
    while (bytes >= size) {
      const all = Buffer.concat(held);
      yield all.subarray(0, size);
      held = [all.subarray(size)];
      bytes -= size;
    }
  }
  if (bytes > 0) yield Buffer.concat(held);
}

const NEWLINE = 0x0a;

/**
 * The lines of a text in UTF-8, empty ones left out, each with its number.
 * @throws GatewayError FT-HTTP-LIMIT for a line that does not end
 */
export async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  longest: number,
): AsyncGenerator<{ line: number; text: string }> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  const shown = (bytes: Buffer) => ({ line, text: bytes.toString('utf8').trim() });
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(NEWLINE); end !== -1; end = rest.indexOf(NEWLINE)) {
      line += 1;
      const found = shown(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
      if (found.text !== '') yield found;
    }
    if (rest.length > longest)
      throw new GatewayError('FT-HTTP-LIMIT', 413, `line ${line + 1} is longer than ${longest} bytes.`);
  }
  line += 1;
  const last = shown(rest);
  if (last.text !== '') yield last;
}
