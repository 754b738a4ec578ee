import type { ConfigReader, Place } from './reader.ts';

/** Accounts with vendors by their names, each configured once and used by whatever ways and look-ups name it. */
export interface Accounts {}

/** Undefined: the account has a problem, which was reported. */
type Read = (reader: ConfigReader, place: Place) => Accounts[keyof Accounts] | undefined;

const READERS: Record<string, Read> = {};

/** Reads `connectors:`. An account with a problem is left out. */
export function readAccounts(reader: ConfigReader, place: Place | undefined): Accounts {
  if (!place) return {};
  const found = [...reader.fields(place, Object.keys(READERS))];
  return Object.fromEntries(found.map(([vendor, field]) => [vendor, READERS[vendor]?.(reader, field)]));
}
