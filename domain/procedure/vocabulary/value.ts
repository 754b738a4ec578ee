/** What may stand behind a key. The decoder, the JSON Schema and the vocabulary page all read these tables. */
export type Value =
  | { kind: 'text' }
  /** Lower-case words joined by hyphens: names of messages, roles, facts. */
  | { kind: 'name' }
  | { kind: 'locale' }
  /** A quoted local time, "HH:MM". */
  | { kind: 'hour' }
  | { kind: 'whole'; from: number }
  /** true or false. */
  | { kind: 'flag' }
  /** Each allowed word with what it means. */
  | { kind: 'one-of'; words: Readonly<Record<string, string>> }
  | { kind: 'list'; of: Value; empty?: true }
  /** Keys that the author chooses; `key` says what they are. */
  | { kind: 'map'; key: string; of: Value }
  /** Known keys; of those in `one` exactly one must be there. */
  | { kind: 'keys'; keys: Keys; one?: readonly string[] }
  | { kind: 'either'; of: readonly Value[] }
  /** Things to do: `plain` ones inside a branch, where no further choice may stand. */
  | { kind: 'item'; plain: boolean };

export interface Key {
  means: string;
  required?: true;
  value: Value;
}

export type Keys = Readonly<Record<string, Key>>;

/** The TypeScript type that a simple value is read as. */
export type Read<V> = V extends { kind: 'whole' }
  ? number
  : V extends { kind: 'flag' }
    ? boolean
    : V extends { kind: 'one-of'; words: infer W }
      ? keyof W & string
      : V extends { kind: 'text' | 'name' | 'locale' | 'hour' }
        ? string
        : never;

export const NAME_PATTERN = '^[a-z0-9]+(-[a-z0-9]+)*$';
export const HOUR_PATTERN = '^([01][0-9]|2[0-3]):[0-5][0-9]$';
export const LOCALE_PATTERN = '^[a-z]{2,3}(-[A-Z]{2})?$';

/** YAML 1.1 reads these as true, false or nothing; another program that opens the file would change the key. */
export const RESERVED_KEYS = ['on', 'off', 'yes', 'no', 'y', 'n', 'true', 'false', 'null'] as const;

export const MAX_WHOLE = 10_000;
