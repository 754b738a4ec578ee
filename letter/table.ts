import type { Pen, Style } from './pen.ts';
import { grouped, tagged } from './tags.ts';

export interface Column {
  head: string;
  align: 'left' | 'right';
}

export interface Table {
  columns: Column[];
  rows: string[][];
}

const GAP = 10;
const PADDING = 3;
/** The first column is wrapped, but not narrower than this. */
const NARROWEST = 70;
const SIZES = [9, 8, 7, 6];

/** A table from margin to margin whose heading comes again on each page. The first column takes what the others leave. */
export function drawTable(pen: Pen, parent: PDFKit.PDFStructureElement, table: Table): void {
  const { size, widths, gap } = fit(pen, table);
  const normal: Style = { size };
  const bold: Style = { size, weight: 700 };
  const [first = 0] = widths;
  const lefts = widths.map(
    (_, index) => pen.left + widths.slice(0, index).reduce((sum, w) => sum + w + gap, 0),
  );
  const wrapped = (row: string[], style: Style) => pen.wrap(row[0] ?? '', first, style);
  const heightOf = (row: string[], style: Style) =>
    wrapped(row, style).length * pen.lineHeight(style) + 2 * PADDING;
  const drawCell = (row: string[], column: number, style: Style) => {
    const top = pen.y;
    const left = lefts[column] ?? pen.left;
    const right = table.columns[column]?.align === 'right';
    const lines = column === 0 ? wrapped(row, style) : [row[column] ?? ''];
    for (const line of lines) {
      pen.put(line, right ? left + (widths[column] ?? 0) : left, style, right ? 'right' : 'left');
      pen.y += pen.lineHeight(style);
    }
    pen.y = top;
  };
  const head = table.columns.map(({ head: text }) => text);
  const drawHead = (cell: (column: number) => void) => {
    pen.y += PADDING;
    head.forEach((_, column) => cell(column));
    pen.y += heightOf(head, bold) - PADDING;
    pen.rule('#333333');
  };

  // A heading alone at the foot of a page helps nobody.
  pen.need(heightOf(head, bold) + heightOf(table.rows[0] ?? [], normal));
  grouped(pen.doc, parent, 'Table', (element) => {
    grouped(pen.doc, element, 'TR', (row) => {
      drawHead((column) =>
        tagged(pen.doc, row, 'TH', () => drawCell(head, column, bold), { scope: 'Column' }),
      );
    });
    pen.heading = () => drawHead((column) => pen.artifact('Pagination', () => drawCell(head, column, bold)));
    table.rows.forEach((cells) => {
      const height = heightOf(cells, normal);
      pen.need(height);
      pen.y += PADDING;
      grouped(pen.doc, element, 'TR', (row) => {
        cells.forEach((_, column) => tagged(pen.doc, row, 'TD', () => drawCell(cells, column, normal)));
      });
      pen.y += height - PADDING;
      pen.rule('#dddddd');
    });
  });
  pen.heading = null;
}

interface Fit {
  size: number;
  widths: number[];
  gap: number;
}

/** The largest size in which amounts stand whole on their lines. What the first column does not need goes between all. */
function fit(pen: Pen, table: Table): Fit {
  const attempts = SIZES.map((size) => fitAt(pen, table, size));
  const fitting = attempts.find(({ widths: [first = 0] }) => first >= NARROWEST);
  return fitting ?? fitAt(pen, table, SIZES.at(-1) ?? 6);
}

function fitAt(pen: Pen, { columns, rows }: Table, size: number): Fit {
  const natural = columns.map(({ head }, column) =>
    Math.max(
      pen.fonts.width(head, size, 700),
      ...rows.map((row) => pen.fonts.width(row[column] ?? '', size, 400)),
    ),
  );
  const [wanted = 0, ...others] = natural;
  const rest = pen.width - others.reduce((sum, width) => sum + width + GAP, 0);
  const first = Math.max(Math.min(wanted, rest), Math.min(NARROWEST, rest));
  return { size, widths: [first, ...others], gap: GAP + (rest - first) / Math.max(1, others.length) };
}
