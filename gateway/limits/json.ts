import { keepable } from '../../domain/messages/plain.ts';
import { GatewayError } from '../errors.ts';

/** Deeper than any body of ours. */
const DEEPEST = 32;
/** Members and list entries together. */
const MOST_PARTS = 2_000;

/**
 * Refuses a JSON text before it is parsed that is deeper or has more parts than any that makes sense (WHK-10), or holds
 * characters that the ledger could not keep as they are. What is no JSON is left to the parser.
 */
export function checkJson(text: string): void {
  let depth = 0;
  let parts = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (quoted) {
      if (letter === BACKSLASH) at += 1;
      else if (letter === QUOTE) quoted = false;
      continue;
    }
    if (letter === QUOTE) quoted = true;
    else if (letter === OPEN_OBJECT || letter === OPEN_LIST) depth += 1;
    else if (letter === CLOSE_OBJECT || letter === CLOSE_LIST) depth -= 1;
    else if (letter === COMMA) parts += 1;
    if (depth > DEEPEST)
      throw new GatewayError('FT-HTTP-LIMIT', 400, `the body is deeper than ${DEEPEST} levels.`);
    if (parts > MOST_PARTS)
      throw new GatewayError('FT-HTTP-LIMIT', 400, `the body has more than ${MOST_PARTS} parts.`);
  }
}

const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/** What can only come from an escape is looked for only where there is one. */
const ODD = /\\u(0000|[dD][89a-fA-F])/;

/** @throws GatewayError for a NUL, or half of a character: PostgreSQL keeps neither */
export function checkTexts(source: string, parsed: unknown): void {
  if (ODD.test(source) && !isKeepable(parsed))
    throw new GatewayError('FT-HTTP-LIMIT', 400, 'a text holds a NUL or half of a character.');
}

function isKeepable(value: unknown): boolean {
  if (typeof value === 'string') return isPlain(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, part]) => isPlain(name) && isKeepable(part));
}

/** The same with every text in it as it can be kept. Only for JSON that has been checked: it is not deep. */
export function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return keepable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cleaned);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [keepable(name), cleaned(part)]));
}

/** Whether a text can be kept as it is. */
export function isPlain(text: string): boolean {
  return !text.includes('\0') && !/[\uD800-\uDFFF]/u.test(text);
}
