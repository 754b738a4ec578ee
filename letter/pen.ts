import type { Fonts, Weight } from './fonts.ts';

/** In points, 72 to the inch. */
export const MARGIN = { left: 62, right: 56, top: 52, bottom: 64 };

const LINE = 1.36;

export interface Style {
  size: number;
  weight?: Weight;
  colour?: string;
}

export const BODY: Style = { size: 10 };
export const SMALL: Style = { size: 8, colour: '#444444' };

/** Writes on the pages of a document from top to bottom. */
export class Pen {
  readonly doc: PDFKit.PDFDocument;
  readonly fonts: Fonts;
  y = MARGIN.top;
  /** Drawn at the top of each page that begins while it is set: the heading of a table. */
  heading: (() => void) | null = null;
  readonly #paper: string;

  constructor(doc: PDFKit.PDFDocument, fonts: Fonts, paper: string) {
    this.doc = doc;
    this.fonts = fonts;
    this.#paper = paper;
  }

  get left(): number {
    return MARGIN.left;
  }

  get right(): number {
    return this.doc.page.width - MARGIN.right;
  }

  get width(): number {
    return this.right - this.left;
  }

  newPage(): void {
    this.doc.addPage({ size: this.#paper, margin: 0 });
    this.y = MARGIN.top;
    this.heading?.();
  }

  /** Goes to the next page unless so much fits on this one. */
  need(height: number): void {
    if (this.y + height > this.doc.page.height - MARGIN.bottom) this.newPage();
  }

  lineHeight({ size }: Style): number {
    return size * LINE;
  }

  /** One line, from its left or right end, at the pen's height; the pen stays where it is. */
  put(text: string, x: number, { size, weight = 400, colour = '#000000' }: Style, align = 'left'): void {
    const runs = this.fonts.runs(text, weight);
    const widths = runs.map((run) => this.fonts.runWidth(run, size));
    let at = align === 'right' ? x - widths.reduce((sum, width) => sum + width, 0) : x;
    this.doc.fillColor(colour);
    runs.forEach((run, index) => {
      this.doc.font(run.font).fontSize(size).text(run.text, at, this.y, { lineBreak: false });
      at += widths[index] ?? 0;
    });
  }

  /** A text in lines of at most that width, broken between words, and within a word that is longer than a line. */
  wrap(text: string, width: number, { size, weight = 400 }: Style): string[] {
    const fits = (line: string) => this.fonts.width(line, size, weight) <= width;
    return text.split('\n').flatMap((paragraph) => {
      const lines: string[] = [];
      let line = '';
      for (const word of paragraph.split(/[ \t]+/)) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (fits(longer)) {
          line = longer;
          continue;
        }
        if (line !== '') lines.push(line);
        line = word;
        while (!fits(line)) {
          const head = headOf(line, fits);
          lines.push(head);
          line = line.slice(head.length);
        }
      }
      return [...lines, line];
    });
  }

  /** Lines below each other, over page breaks. */
  lines(lines: readonly string[], style: Style, x = this.left): void {
    for (const line of lines) {
      this.need(this.lineHeight(style));
      // The blank is for those who copy or listen: without it the last word of a line and the first of the next are one.
      this.put(`${line} `, x, style);
      this.y += this.lineHeight(style);
    }
  }

  /** A line from margin to margin; no part of what is read aloud. */
  rule(colour = '#999999'): void {
    this.artifact('Layout', () => {
      this.doc.moveTo(this.left, this.y).lineTo(this.right, this.y).lineWidth(0.5).stroke(colour);
    });
  }

  /** What a reader who listens is not told: rules, page numbers, headings that come again. */
  artifact(type: 'Layout' | 'Pagination', draw: () => void): void {
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }
}

/** As many letters as fit, one at least. */
function headOf(word: string, fits: (text: string) => boolean): string {
  const letters = Array.from(word);
  let head = letters[0] ?? '';
  for (const letter of letters.slice(1)) {
    if (!fits(head + letter)) break;
    head += letter;
  }
  return head;
}
