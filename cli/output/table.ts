const GAP = '  ';
/** A last column narrower than this is not wrapped: it would read as a list of words. */
const NARROWEST = 20;

/**
 * Rows as aligned columns. Only the last column is wrapped when the lines would be wider than `width`.
 * @param head titles of the columns; they are underlined
 */
export function table(rows: readonly (readonly string[])[], width: number, head?: readonly string[]): string {
  const all = head ? [head, ...rows] : rows;
  const columns = Math.max(0, ...all.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...all.map((row) => lengthOf(row[column] ?? ''))),
  );
  const before = widths.slice(0, -1).reduce((sum, each) => sum + each + GAP.length, 0);
  const last = Math.max(NARROWEST, width - before);
  const lines = all.flatMap((row, index) => {
    const printed = printRow(row, widths, last, before);
    if (!head || index > 0) return printed;
    return [...printed, widths.map((each) => '─'.repeat(Math.min(each, last))).join(GAP)];
  });
  return lines.join('\n');
}

function printRow(row: readonly string[], widths: number[], last: number, before: number): string[] {
  const fixed = widths
    .slice(0, -1)
    .map((width, column) => padded(row[column] ?? '', width) + GAP)
    .join('');
  const wrapped = wrap(row[widths.length - 1] ?? '', last);
  return wrapped.map((line, index) => ((index === 0 ? fixed : ' '.repeat(before)) + line).trimEnd());
}

/** The text in lines of at most `width` characters, broken between words. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(' ')) {
      const line = lines.at(-1) ?? '';
      if (line !== '' && lengthOf(line) + 1 + lengthOf(word) > width) lines.push(word);
      else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    }
    return lines;
  });
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(width - lengthOf(text));
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Letters as a reader counts them. */
function lengthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : Array.from(letters.segment(text)).length;
}
