import { decimalsOf } from './currency.ts';
import type { Minor } from './openItem.ts';

/**
 * The sum of amounts of one currency.
 * @throws RangeError beyond what a number holds exactly: a wrong total must not be shown
 */
export function sum(amounts: readonly Minor[]): Minor {
  const total = amounts.reduce((left, right) => left + right, 0);
  if (!Number.isSafeInteger(total)) throw new RangeError('the total is larger than can be counted exactly');
  return total;
}

/** "-1234.50": minor units as a plain decimal number. */
export function decimalOf(amount: Minor, currency: string): `${number}` {
  const decimals = decimalsOf(currency);
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = amount < 0 ? '-' : '';
  const fraction = decimals === 0 ? '' : `.${digits.slice(digits.length - decimals)}`;
  return `${sign}${whole}${fraction}` as `${number}`;
}

/** An amount as people of that locale write it: "€1,234.50". Not for workflow code. */
export function formatMoney(amount: Minor, currency: string, locale: string): string {
  return written(amount, currency, locale, 'currency');
}

/** An amount under a heading that names its currency: "1,234.50". */
export function formatAmount(amount: Minor, currency: string, locale: string): string {
  return written(amount, currency, locale, 'decimal');
}

const formats = new Map<string, Intl.NumberFormat>();

function written(amount: Minor, currency: string, locale: string, style: 'currency' | 'decimal'): string {
  const key = `${locale} ${currency} ${style}`;
  const decimals = decimalsOf(currency);
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(locale, {
      style,
      currency,
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
  formats.set(key, format);
  // As a text, because a fraction would be rounded to the nearest binary one first.
  return format.format(decimalOf(amount, currency));
}
