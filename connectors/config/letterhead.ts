import { type Letterhead, PAPERS } from '../../domain/statement/letterhead.ts';
import type { ConfigReader, Place } from './reader.ts';

/** More stand in the way of the address in the envelope's window. */
const MOST_LINES = 6;

/** Reads `letterhead:`. Without one, letters bear the name of whoever signs. */
export function readLetterhead(reader: ConfigReader, place: Place | undefined): Letterhead | null {
  if (!place) return null;
  const fields = reader.fields(place, ['name', 'lines', 'paper'], ['name']);
  const name = reader.text(fields.get('name'));
  const given = fields.get('lines');
  const lines = given ? reader.texts(given) : [];
  if (lines.length > MOST_LINES)
    reader.report('FT-CFG-VALUE', given?.at ?? place.at, `"lines" has more than ${MOST_LINES} lines.`);
  const paper = reader.word(fields.get('paper'), PAPERS) ?? 'A4';
  return name === undefined ? null : { name, lines, paper };
}
