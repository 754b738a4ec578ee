import { describe, expect, test } from '@jest/globals';
import { decimalOf, formatAmount, formatMoney, sum } from '../../domain/statement/money.ts';

/** French writes narrow and non-breaking blanks. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('Money', () => {
  test.each([
    [123_456, 'USD', 'en-US', '$1,234.56'],
    [-5, 'USD', 'en-US', '-$0.05'],
    [123_456, 'EUR', 'de-DE', '1.234,56 €'],
    [123_456, 'EUR', 'fr-FR', '1 234,56 €'],
    [1_234, 'JPY', 'en-US', '¥1,234'],
    [1_234_567, 'KWD', 'en-US', 'KWD 1,234.567'],
    [1_050, 'LBP', 'en-US', 'LBP 10.50'],
  ])('%d minor units of %s read in %s as %s', (amount, currency, locale, shown) => {
    expect(plain(formatMoney(amount, currency, locale))).toBe(shown);
  });

  test('is exact to the last cent, however large', () => {
    expect(formatMoney(Number.MAX_SAFE_INTEGER, 'USD', 'en-US')).toBe('$90,071,992,547,409.91');
    expect(formatAmount(9_007_199_254_740_990, 'USD', 'en-US')).toBe('90,071,992,547,409.90');
    expect(decimalOf(-1, 'KWD')).toBe('-0.001');
  });

  test('is never added up beyond what can be counted exactly', () => {
    expect(sum([5, -2])).toBe(3);
    expect(() => sum([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
  });
});
