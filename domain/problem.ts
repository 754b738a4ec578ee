/** Something wrong in a file a person wrote: where it is and what to do about it. */
export interface Problem {
  /** A code of docs/errors.md, such as "FT-PRC-010". */
  code: string;
  /** Path of the file as the person knows it. */
  file: string;
  /** Both count from 1. */
  line: number;
  column: number;
  /** Plain English: what is wrong, what is allowed, and the nearest right word if there is one. */
  message: string;
}

/** Prints a problem with the line it is about and a caret under the column; `text` is the whole file, or '' if there is none. */
export function render(problem: Problem, text: string): string {
  const { code, file, line, column, message } = problem;
  const head = [`${file}:${line}:${column} ${code}`, `  ${message}`, ''];
  const shown = text.split(/\r?\n/)[line - 1]?.replaceAll('\t', ' ');
  if (text === '' || shown === undefined) return head.join('\n');
  const margin = ' '.repeat(String(line).length);
  return [...head, `  ${line} | ${shown}`.trimEnd(), `  ${margin} | ${' '.repeat(column - 1)}^`, ''].join(
    '\n',
  );
}

/** Reading order: by file, then from top to bottom. */
export function inReadingOrder(problems: Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) =>
      a.file.localeCompare(b.file, 'en') ||
      a.line - b.line ||
      a.column - b.column ||
      a.code.localeCompare(b.code, 'en'),
  );
}
