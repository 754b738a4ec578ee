import type { ConfigReader, Place } from './reader.ts';
import { isSafe } from './routes.ts';

/** Reads the address of a system: https, or this very machine. Undefined: there is none, or a problem that was reported. */
export function readAddress(reader: ConfigReader, place: Place | undefined): string | undefined {
  const url = reader.text(place);
  if (url === undefined || isSafe(url)) return url;
  reader.report('FT-CFG-URL', place?.at ?? 0, `"${url}" is not an https address.`);
  return undefined;
}
