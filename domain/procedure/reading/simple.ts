import { isScalar, type Node, Scalar } from 'yaml';
import { capital, didYouMean, listed } from '../../words.ts';
import type { ProcedureErrorCode } from '../errors.ts';
import { HOUR_PATTERN, LOCALE_PATTERN, MAX_WHOLE, NAME_PATTERN, type Value } from '../vocabulary/value.ts';
import type { Reading } from './reading.ts';

type Fault = [code: ProcedureErrorCode, says: string];

/**
 * Reads a value that is one word or one text, by what the vocabulary says of it.
 * `what` names it at the beginning of a message; `at` is where its key stands.
 */
export function readSimple(
  reading: Reading,
  node: Node | null,
  value: Value,
  what: string,
  at: number,
): string | number | boolean | undefined {
  if (node === null || (isScalar(node) && node.value === null)) {
    reading.report('FT-PRC-VALUE-KIND', at, `${capital(what)} has no value. ${expected(value)}`);
    return undefined;
  }
  const place = node.range?.[0] ?? at;
  if (!isScalar(node)) {
    reading.report(
      'FT-PRC-VALUE-KIND',
      place,
      `${capital(what)} cannot be a list or a mapping. ${expected(value)}`,
    );
    return undefined;
  }
  const fault = faultOf(node, value);
  if (fault) {
    reading.report(fault[0], place, `${capital(what)} ${fault[1]}`);
    return undefined;
  }
  return node.value as string | number | boolean;
}

function faultOf(node: Scalar, value: Value): Fault | undefined {
  const is = node.value;
  if (value.kind === 'whole') return wholeFault(is, value.from);
  if (value.kind === 'flag') {
    return typeof is === 'boolean' ? undefined : ['FT-PRC-VALUE-KIND', `is ${shown(is)}. ${expected(value)}`];
  }
  if (value.kind === 'hour') return hourFault(node);
  if (value.kind === 'one-of') {
    const words = Object.keys(value.words);
    if (typeof is === 'string' && words.includes(is)) return undefined;
    return [
      'FT-PRC-VALUE-UNKNOWN',
      `cannot be ${shown(is)}. Allowed: ${listed(words)}.${didYouMean(String(is), words)}`,
    ];
  }
  if (typeof is !== 'string') {
    return ['FT-PRC-VALUE-KIND', `must be a text. Put it in quotes: "${node.source ?? String(is)}".`];
  }
  if (is.trim() === '') return ['FT-PRC-VALUE-KIND', `is an empty text. ${expected(value)}`];
  if (value.kind === 'name' && !new RegExp(NAME_PATTERN).test(is)) {
    return ['FT-PRC-NAME', `cannot be ${shown(is)}. ${expected(value)}${suggestedName(is)}`];
  }
  if (value.kind === 'locale' && !new RegExp(LOCALE_PATTERN).test(is)) {
    return ['FT-PRC-NAME', `cannot be ${shown(is)}. ${expected(value)}`];
  }
  return undefined;
}

function wholeFault(is: unknown, from: number): Fault | undefined {
  const fine = typeof is === 'number' && Number.isInteger(is) && is >= from && is <= MAX_WHOLE;
  return fine ? undefined : ['FT-PRC-NUMBER', `is ${shown(is)}. ${expected({ kind: 'whole', from })}`];
}

function hourFault(node: Scalar): Fault | undefined {
  const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
  const written = node.source ?? String(node.value);
  if (!new RegExp(HOUR_PATTERN).test(written)) {
    return ['FT-PRC-HOUR', `is ${shown(node.value)}. ${expected({ kind: 'hour' })}`];
  }
  return quoted
    ? undefined
    : ['FT-PRC-HOUR', `needs quotes: "${written}". Other programs read it as a number.`];
}

/** A sentence that says what is allowed. */
export function expected(value: Value): string {
  switch (value.kind) {
    case 'whole':
      return `Expected a whole number from ${value.from} to ${MAX_WHOLE}, without quotes.`;
    case 'flag':
      return 'Expected true or false.';
    case 'hour':
      return 'Expected a time of day in quotes, from "00:00" to "23:59".';
    case 'one-of':
      return `Allowed: ${listed(Object.keys(value.words))}.`;
    case 'name':
      return 'Expected a name of lower-case letters and digits with hyphens between words.';
    case 'locale':
      return 'Expected a language such as en, or with a country: en-AU.';
    default:
      return 'Expected a text.';
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}

/** ` Perhaps "…"?` with the name that the author most likely meant, or nothing. */
export function suggestedName(written: string): string {
  const name = written
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? '' : ` Perhaps "${name}"?`;
}
