import { DateTime } from 'luxon';
import type { LocalDate } from '../../domain/calendar/localTime.ts';
import { decimalsOf } from '../../domain/statement/currency.ts';
import { StatementError } from '../../domain/statement/errors.ts';
import type { Minor } from '../../domain/statement/openItem.ts';

/** A thousand of these still add up exactly; a larger one is a slip of the other system. */
const LARGEST: Minor = 9_000_000_000_000;

const FIRST_YEAR = 1990;
const LAST_YEAR = 2097;

/** @throws StatementError FT-STM-DATE */
export function dateIn(text: string, what: string, format: string): LocalDate {
  const date = DateTime.fromFormat(text, format, { zone: 'utc', locale: 'en' });
  const day = date.isValid ? date.toFormat('yyyy-MM-dd') : null;
  if (day && date.year >= FIRST_YEAR && date.year <= LAST_YEAR) return day;
  throw new StatementError('FT-STM-DATE', `${what} "${text}" is no date written as ${format}.`);
}

/**
 * An amount as people write it, in minor units. Groups of thousands are taken only where they stand right, so that a
 * decimal comma is never read as one.
 * @throws StatementError FT-STM-AMOUNT
 */
export function amountIn(text: string, what: string, currency: string, decimal: '.' | ','): Minor {
  const group = decimal === '.' ? ',' : '\\.';
  const blanks = text.replaceAll(/[\u00a0\u202f]/g, ' ');
  const shape = new RegExp(
    `^(-?)(\\d+|\\d{1,3}(?:(?:${group}\\d{3})+|(?: \\d{3})+))(?:\\${decimal}(\\d+))?$`,
  );
  const [, sign, whole = '', fraction = ''] = shape.exec(blanks) ?? [];
  if (sign === undefined)
    throw wrong(`${what} "${text}" is no amount with "${decimal}" before its decimals.`);
  const decimals = decimalsOf(currency);
  if (fraction.length > decimals)
    throw wrong(`${what} "${text}" has more than the ${decimals} decimals of ${currency}.`);
  const minor = Number(whole.replaceAll(/[^\d]/g, '') + fraction.padEnd(decimals, '0'));
  if (minor > LARGEST) throw wrong(`${what} "${text}" is too large to be right.`);
  return sign === '-' && minor > 0 ? -minor : minor;
}

function wrong(message: string): StatementError {
  return new StatementError('FT-STM-AMOUNT', message);
}
