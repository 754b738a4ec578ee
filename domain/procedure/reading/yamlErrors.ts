import type { YAMLParseError } from 'yaml';
import type { Reading } from './reading.ts';

/** Our own words for the slips that people make; everything else is said in the parser's words. */
const SAID: Partial<Record<YAMLParseError['code'], string>> = {
  BAD_INDENT: 'The indentation does not fit: keys of one level begin in the same column.',
  TAB_AS_INDENT: 'A tab is used for indentation. YAML wants spaces.',
  MISSING_CHAR: 'Something is missing here: a closing quote or bracket, a colon, or a space after one.',
  MULTILINE_IMPLICIT_KEY: 'A key must be on one line. Perhaps a colon is missing, or a quote is not closed.',
  BLOCK_AS_IMPLICIT_KEY: 'There are two colons on this line. Put the value in quotes if one belongs to it.',
  BLOCK_IN_FLOW: 'A list or mapping over several lines cannot stand inside { } or [ ].',
  BAD_SCALAR_START: 'A value cannot begin with this character. Put the value in quotes.',
  MULTIPLE_DOCS: 'There is a second document (---) in the file. A file holds one procedure.',
};

const EXTRAS = new Set<string>([
  'BAD_ALIAS',
  'BAD_ANCHOR',
  'MULTIPLE_ANCHORS',
  'MULTIPLE_TAGS',
  'ALIAS_PROPS',
  'TAG_RESOLVE_FAILED',
]);

/** Reports one error of the parser; true when the rest of the file cannot be relied on. */
export function sayYamlError(reading: Reading, error: YAMLParseError): boolean {
  const at = error.pos[0];
  if (error.code === 'DUPLICATE_KEY') {
    reading.report(
      'FT-PRC-KEY-TWICE',
      at,
      'This key stands here a second time; only one of the two could count.',
    );
    return false;
  }
  if (EXTRAS.has(error.code)) {
    reading.report(
      'FT-PRC-YAML-EXTRAS',
      at,
      'Anchors (&), aliases (*) and tags (!) are not read. Write the value out.',
    );
    return true;
  }
  const own = SAID[error.code];
  reading.report('FT-PRC-YAML', at, own ?? `This is not valid YAML: ${error.message}`);
  return true;
}
