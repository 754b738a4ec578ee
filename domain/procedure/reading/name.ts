import { NAME_PATTERN } from '../vocabulary/value.ts';
import type { Entry } from './fields.ts';
import type { Reading } from './reading.ts';
import { expected, suggestedName } from './simple.ts';

/** Checks a key that the author chose; false, and reported, when it is no name. `what` says what it would name. */
export function readName(reading: Reading, entry: Entry, what: string): boolean {
  if (new RegExp(NAME_PATTERN).test(entry.name)) return true;
  const says = `"${entry.name}" cannot name ${what}. ${expected({ kind: 'name' })}${suggestedName(entry.name)}`;
  reading.report('FT-PRC-NAME', entry.at, says);
  return false;
}
