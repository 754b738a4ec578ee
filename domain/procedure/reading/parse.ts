import { type Document, LineCounter, type Node, parseDocument } from 'yaml';
import { Reading, type Source } from './reading.ts';
import { refuseExtras } from './refuse.ts';
import { sayYamlErrors } from './yamlErrors.ts';

/** In characters. Keeps a wrong file, or a hostile one, from costing more than a moment. */
export const MAX_LENGTH = 100_000;

/** Parses YAML 1.2; `root` is missing when nothing in the file can be relied on. */
export function parseSource(source: Source): { reading: Reading; root?: Node } {
  const lines = new LineCounter();
  const reading = new Reading(source.file, lines);
  const text = source.text.replace(/^\uFEFF/, '');
  if (text.length > MAX_LENGTH) {
    reading.report(
      'FT-PRC-TOO-LARGE',
      0,
      `The file has ${text.length} characters; at most ${MAX_LENGTH} are read.`,
    );
    return { reading };
  }
  const document = parsed(text, lines);
  if (document === null) {
    reading.report('FT-PRC-YAML', 0, 'The file nests lists or mappings so deeply that it cannot be read.');
    return { reading };
  }
  if (!sayYamlErrors(reading, document, text)) return { reading };
  if (document.contents === null) {
    reading.report(
      'FT-PRC-EMPTY',
      0,
      'The file is empty. A procedure begins with its id: procedure: my-procedure',
    );
    return { reading };
  }
  return refuseExtras(reading, document) ? { reading } : { reading, root: document.contents };
}

/** Null when the text overflows the parser's stack, which no file that a person wrote does. */
function parsed(text: string, lineCounter: LineCounter): Document.Parsed | null {
  try {
    return parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      uniqueKeys: true,
      stringKeys: true,
      prettyErrors: false,
      lineCounter,
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
