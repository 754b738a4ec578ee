import { type Document, Scalar, visit, type YAMLParseError } from 'yaml';
import type { Reading } from './reading.ts';

/** Our own words for the slips that people make; everything else is said in the parser's words. */
const SAID: Partial<Record<YAMLParseError['code'], string>> = {
  BAD_INDENT: 'The indentation does not fit: keys of one level begin in the same column.',
  TAB_AS_INDENT: 'A tab is used for indentation. YAML wants spaces.',
  MISSING_CHAR: 'Something is missing here: a closing quote or bracket, a colon, or a space after one.',
  MULTILINE_IMPLICIT_KEY: 'A key must be on one line. Perhaps a colon is missing, or a quote is not closed.',
  BLOCK_AS_IMPLICIT_KEY:
    'No key can stand in this value. Either it has a colon and needs quotes, or the next line is indented too far.',
  BLOCK_IN_FLOW: 'A list or mapping over several lines cannot stand inside { } or [ ].',
  BAD_SCALAR_START: 'A value cannot begin with this character. Put the value in quotes.',
  MULTIPLE_DOCS: 'There is a second document (---) in the file. A file holds one procedure.',
};

const EXTRAS: readonly string[] = [
  'ALIAS_PROPS',
  'BAD_ALIAS',
  'BAD_ANCHOR',
  'MULTIPLE_ANCHORS',
  'MULTIPLE_TAGS',
  'TAG_RESOLVE_FAILED',
];

/** Reports the errors of the parser; false when what it read cannot be relied on. */
export function sayYamlErrors(reading: Reading, document: Document.Parsed, text: string): boolean {
  const twice = document.errors.filter((error) => error.code === 'DUPLICATE_KEY');
  for (const { pos } of twice) {
    const [, key = ''] = /^["']?([^"':\n]*)/.exec(text.slice(pos[0])) ?? [];
    reading.report(
      'FT-PRC-KEY-TWICE',
      pos[0],
      `"${key.trim()}" stands here a second time; only one of the two could count.`,
    );
  }
  const others = document.errors.filter((error) => error.code !== 'DUPLICATE_KEY');
  let said = Number.NEGATIVE_INFINITY;
  for (const error of others) {
    // One slip confuses the parser for the rest of its line and often for the next one.
    const line = text.slice(0, error.pos[0]).split('\n').length;
    if (line > said + 1) sayOne(reading, error, document);
    said = line;
  }
  return others.length === 0;
}

function sayOne(reading: Reading, error: YAMLParseError, document: Document.Parsed): void {
  if (EXTRAS.includes(error.code)) {
    const says = 'Anchors (&), aliases (*) and tags (!) are not read. Write the value out.';
    return reading.report('FT-PRC-YAML-EXTRAS', error.pos[0], says);
  }
  const quote = error.code === 'MISSING_CHAR' ? lastQuote(document, error.pos[0]) : undefined;
  if (quote !== undefined && /quote/.test(error.message)) {
    return reading.report('FT-PRC-YAML', quote, 'This quote is never closed.');
  }
  return reading.report(
    'FT-PRC-YAML',
    error.pos[0],
    SAID[error.code] ?? `This is not valid YAML: ${error.message}`,
  );
}

/** Where the last quoted text before a place begins: the parser notices an open quote only at the end of the file. */
function lastQuote(document: Document.Parsed, before: number): number | undefined {
  let last: number | undefined;
  visit(document, {
    Scalar(_, node) {
      const at = node.range?.[0];
      const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
      if (quoted && at !== undefined && at < before) last = Math.max(last ?? 0, at);
    },
  });
  return last;
}
