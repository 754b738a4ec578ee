/** A line of the column Test: the test that shows a rule. */
export interface Shown {
  file: string;
  title: string;
}

export interface Row {
  /** What the row is about: the requirement's number, or the rule in words. */
  name: string;
  where: string[];
  shown: Shown[];
  /** What no test shows yet. */
  open: string | null;
  /** Lines of the column Test that are neither a test nor "open: …". */
  strange: string[];
}

const SHOWN = /^`(?<file>test\/[^`]+)` "(?<title>.+)"$/;
const OPEN = /^open: [^\s].*\.$/;

/** The rows of all tables whose last two columns are "Where" and "Test". */
export function rowsOf(markdown: string): Row[] {
  const rows: Row[] = [];
  let inMatrix = false;
  for (const line of markdown.split('\n')) {
    if (!line.startsWith('|')) {
      inMatrix = false;
      continue;
    }
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const [where, test] = cells.slice(-2);
    if (where === 'Where' && test === 'Test') inMatrix = true;
    else if (inMatrix && !/^-+$/.test(cells[0] ?? '')) rows.push(row(cells));
  }
  return rows;
}

function row(cells: string[]): Row {
  const [where = '', test = ''] = cells.slice(-2);
  const lines = test.split('<br>').map((line) => line.trim());
  const shown = lines.flatMap((line) => {
    const { file, title } = SHOWN.exec(line)?.groups ?? {};
    return file && title ? [{ file, title }] : [];
  });
  const last = lines.at(-1) ?? '';
  const open = OPEN.test(last) ? last : null;
  const strange = lines.filter((line) => !SHOWN.test(line) && line !== open);
  return {
    name: cells[0] ?? '',
    where: [...where.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
    shown,
    open,
    strange,
  };
}
