import { createRequire } from 'node:module';
import { StatementError } from '../domain/statement/errors.ts';

export type Weight = 400 | 700;

/** Noto Sans comes in one file a script; the first one that has a character shows it. */
const SUBSETS = ['latin', 'latin-ext', 'greek', 'greek-ext', 'cyrillic', 'cyrillic-ext', 'vietnamese'];

/** Part of a text that one font file can show. */
export interface Run {
  font: string;
  text: string;
}

const resolve = createRequire(import.meta.url).resolve;

function fileOf(subset: string, weight: Weight): string {
  return resolve(`@fontsource/noto-sans/files/noto-sans-${subset}-${weight}-normal.woff`);
}

/** pdfkit tells the width of a text, but not whether its font has a glyph for each character; its font does. */
interface WithGlyphs {
  _font: { font: { hasGlyphForCodePoint(code: number): boolean } };
}

/** The font files of one document; each is read when a text needs it first, and only the glyphs used are embedded. */
export class Fonts {
  readonly #doc: PDFKit.PDFDocument;
  readonly #chosen = new Map<string, string>();

  constructor(doc: PDFKit.PDFDocument) {
    this.#doc = doc;
    for (const weight of [400, 700] as const) {
      for (const subset of SUBSETS) doc.registerFont(`${subset}-${weight}`, fileOf(subset, weight));
    }
  }

  /**
   * The text in parts that can be shown.
   * @throws StatementError FT-STM-LETTER when no font has a character: an empty box is no name
   */
  runs(text: string, weight: Weight): Run[] {
    const runs: Run[] = [];
    for (const letter of printable(text)) {
      const font = this.#fontFor(letter, weight);
      const last = runs.at(-1);
      if (last?.font === font) last.text += letter;
      else runs.push({ font, text: letter });
    }
    return runs;
  }

  width(text: string, size: number, weight: Weight): number {
    return this.runs(text, weight).reduce((sum, run) => sum + this.runWidth(run, size), 0);
  }

  runWidth({ font, text }: Run, size: number): number {
    return this.#doc.font(font).fontSize(size).widthOfString(text);
  }

  #fontFor(letter: string, weight: Weight): string {
    const key = `${letter}${weight}`;
    const known = this.#chosen.get(key);
    if (known !== undefined) return known;
    const code = letter.codePointAt(0) ?? 0;
    const font = SUBSETS.map((subset) => `${subset}-${weight}`).find((name) => {
      this.#doc.font(name);
      return (this.#doc as unknown as WithGlyphs)._font.font.hasGlyphForCodePoint(code);
    });
    if (font === undefined) {
      const shown = code.toString(16).toUpperCase().padStart(4, '0');
      throw new StatementError('FT-STM-LETTER', `the font has no letter for "${letter}" (U+${shown}).`);
    }
    this.#chosen.set(key, font);
    return font;
  }
}

/** One spelling for accents, and plain ones for blanks and hyphens that fonts seldom have. */
function printable(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replaceAll(/[\u2007\u2009\u202f]/g, '\u00a0')
    .replaceAll('\u2011', '-')
    .replaceAll(/\p{Cc}/gu, ' ');
}
