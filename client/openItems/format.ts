import { parse } from 'yaml';
import { isCurrency } from '../../domain/statement/currency.ts';
import { StatementError } from '../../domain/statement/errors.ts';
import { didYouMean, listed } from '../../domain/words.ts';

/** What a row can say. */
export const FIELDS = {
  customer: 'the customer’s number in the other system',
  number: 'the number of the invoice or credit',
  kind: 'invoice or credit; without it an amount below zero is a credit',
  issued: 'when it was made out',
  due: 'when it is due',
  currency: 'ISO 4217',
  amount: 'what it was made out for',
  paid: 'what has been paid of it so far',
  open: 'what is still open of it, where the file does not say what was paid',
  disputed: 'yes, or since when; empty: not disputed',
  reason: 'what the customer says is wrong',
  level: 'the reminder level that it had reached in the other system',
  name: 'the customer’s name',
  email: 'the customer’s address for email',
  address: 'the customer’s postal address, its lines apart by line breaks or "|"',
} as const;

export type Field = keyof typeof FIELDS;

export const NEEDED: readonly Field[] = ['customer', 'number', 'issued', 'due', 'amount'];

/** How another system writes its file of open items. */
export interface ItemsFormat {
  /** How a field is called in the file; a field that is not named is called as it is here. */
  columns: Partial<Record<Field, string>>;
  delimiter: string;
  decimal: '.' | ',';
  /** As luxon writes it: yyyy-MM-dd, dd.MM.yyyy, M/d/yyyy. */
  dates: string;
  /** For rows that name none. */
  currency: string | null;
  /** The file's own words for the two kinds, in lower case. */
  kinds: { invoice: string[]; credit: string[] };
}

export const PLAIN_FORMAT: ItemsFormat = {
  columns: {},
  delimiter: ',',
  decimal: '.',
  dates: 'yyyy-MM-dd',
  currency: null,
  kinds: { invoice: ['invoice'], credit: ['credit'] },
};

/** The name of a field's column in the file. */
export function columnOf(format: ItemsFormat, field: Field): string {
  return format.columns[field] ?? field;
}

/**
 * Reads the description of a file: YAML with columns, delimiter, decimal, dates, currency and kinds, all optional.
 * @throws StatementError FT-STM-FORMAT
 */
export function readFormat(text: string): ItemsFormat {
  const given = objectIn(yaml(text), 'the description', Object.keys(PLAIN_FORMAT));
  const columns = objectIn(given['columns'] ?? {}, 'columns', Object.keys(FIELDS));
  const kinds = objectIn(given['kinds'] ?? {}, 'kinds', ['invoice', 'credit']);
  return {
    columns: Object.fromEntries(Object.entries(columns).map(([field, name]) => [field, textIn(name, field)])),
    delimiter: oneOf(given['delimiter'] ?? PLAIN_FORMAT.delimiter, 'delimiter', [',', ';', '\t', '|']),
    decimal: oneOf(given['decimal'] ?? PLAIN_FORMAT.decimal, 'decimal', ['.', ',']),
    dates: textIn(given['dates'] ?? PLAIN_FORMAT.dates, 'dates'),
    currency: given['currency'] === undefined ? null : currencyIn(given['currency']),
    kinds: {
      invoice: wordsIn(kinds['invoice'] ?? PLAIN_FORMAT.kinds.invoice, 'invoice'),
      credit: wordsIn(kinds['credit'] ?? PLAIN_FORMAT.kinds.credit, 'credit'),
    },
  };
}

function yaml(text: string): unknown {
  try {
    return parse(text) ?? {};
  } catch (error) {
    throw wrong(`it is no YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function objectIn(value: unknown, what: string, allowed: string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(`${what} must be a map.`);
  for (const key of Object.keys(value)) {
    if (!allowed.includes(key))
      throw wrong(`${what} has no "${key}".${didYouMean(key, allowed)} It may have ${listed(allowed)}.`);
  }
  return value as Record<string, unknown>;
}

function textIn(value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw wrong(`${what} must be a text.`);
}

function oneOf<T extends string>(value: unknown, what: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found !== undefined) return found;
  throw wrong(`${what} must be one of ${listed(allowed.map((each) => JSON.stringify(each)))}.`);
}

function currencyIn(value: unknown): string {
  const code = textIn(value, 'currency');
  if (isCurrency(code)) return code;
  throw wrong(`"${code}" is no currency of ISO 4217.`);
}

function wordsIn(value: unknown, what: string): string[] {
  const words = Array.isArray(value) ? value : [value];
  return words.map((word) => textIn(word, what).toLowerCase());
}

function wrong(message: string): StatementError {
  return new StatementError('FT-STM-FORMAT', message);
}
