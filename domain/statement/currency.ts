/**
 * How many decimals the minor unit of a currency has, where ISO 4217 does not say two. Our own list: `Intl` goes by what
 * is customary and has none for some currencies that do have a minor unit, which would make amounts a hundred times too big.
 */
const DECIMALS: Readonly<Record<string, number>> = {
  ...all(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...all(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...all(4, 'CLF UYW'),
};

const KNOWN = new Set(Intl.supportedValuesOf('currency'));

export function decimalsOf(currency: string): number {
  return DECIMALS[currency] ?? 2;
}

export function isCurrency(code: string): boolean {
  return KNOWN.has(code);
}

function all(decimals: number, codes: string): Record<string, number> {
  return Object.fromEntries(codes.split(' ').map((code) => [code, decimals]));
}
