import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { ImportError } from '../../domain/intake/errors.ts';

const NEWLINE = 0x0a;
/** In bytes. No line of a list is that long; a file without line ends must not fill the memory. */
const LONGEST_LINE = 1_000_000;

/**
 * The text of a file, some whole lines at a time, so that a list of any length needs little memory.
 * @param onBytes told of every byte, for the hash
 * @throws ImportError when the file cannot be read or is no text in UTF-8
 */
export async function* linesOf(
  file: string,
  onBytes: (bytes: Buffer) => void = () => undefined,
): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  let lines = 0;
  let begun = false;
  for await (const chunk of bytesOf(file)) {
    onBytes(chunk);
    if (!begun) refuseOtherFormats(file, chunk);
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    const whole = end === 0 ? Buffer.alloc(0) : Buffer.concat([rest, chunk.subarray(0, end)]);
    rest = end === 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk.subarray(end));
    if (rest.length > LONGEST_LINE)
      throw new ImportError('FT-INT-CSV', `line ${lines + 1} of ${file} does not end.`);
    if (whole.length > 0) yield textOf(file, whole, lines, begun);
    begun ||= whole.length > 0;
    lines += countOf(whole);
  }
  if (rest.length > 0) yield textOf(file, rest, lines, begun);
}

async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(file)) yield chunk as Buffer;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ImportError('FT-INT-FILE', `${file} cannot be read: ${reason}`, { cause: error });
  }
}

function textOf(file: string, bytes: Buffer, linesBefore: number, begun: boolean): string {
  if (isUtf8(bytes) && !bytes.includes(0)) {
    const text = bytes.toString('utf8');
    return begun ? text : text.replace(/^\uFEFF/, '');
  }
  let line = linesBefore;
  for (let from = 0; from < bytes.length; ) {
    line += 1;
    const end = bytes.indexOf(NEWLINE, from);
    const until = end === -1 ? bytes.length : end + 1;
    const part = bytes.subarray(from, until);
    if (!isUtf8(part) || part.includes(0)) break;
    from = until;
  }
  throw new ImportError(
    'FT-INT-ENCODING',
    `line ${line} of ${file} is not UTF-8. It was most likely saved as Latin-1 or Windows-1252.`,
  );
}

function refuseOtherFormats(file: string, first: Buffer): void {
  const begins = (...bytes: number[]) => bytes.every((byte, index) => first[index] === byte);
  if (begins(0x50, 0x4b, 0x03, 0x04))
    throw new ImportError('FT-INT-ENCODING', `${file} is a workbook of a spreadsheet, not a CSV file.`);
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff))
    throw new ImportError('FT-INT-ENCODING', `${file} is text in UTF-16, not in UTF-8.`);
}

function countOf(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
