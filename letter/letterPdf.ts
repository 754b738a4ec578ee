import { writeDate } from './dates.ts';
import { Fonts } from './fonts.ts';
import type { Letter } from './letter.ts';
import { BODY, Pen, SMALL, type Style } from './pen.ts';
import { drawFooter, drawStatement } from './sections.ts';
import { tagged } from './tags.ts';
import { ENGLISH } from './words.ts';

const TITLE: Style = { size: 14, weight: 700 };
const NAME: Style = { size: 12, weight: 700 };

/** Where the recipient stands: in the window of an envelope, DL in Europe and No. 10 in America. */
const WINDOW_TOP = 140;
const TITLE_TOP = 250;

/**
 * A letter as PDF: fonts embedded, tagged, the same bytes for the same letter.
 * @throws StatementError FT-STM-LETTER when the font lacks a character
 */
export async function letterPdf(letter: Letter): Promise<Buffer> {
  return letterBatch([letter]);
}

/**
 * Several letters as one PDF to be printed at once; each begins on a new page and counts its own.
 * @throws StatementError FT-STM-LETTER when the font lacks a character: then nothing is made
 */
export async function letterBatch(letters: readonly Letter[]): Promise<Buffer> {
  const [first] = letters;
  if (!first) throw new Error('there is no letter to print');
  // Takes longer to load than most commands take, and few of them print.
  const { default: Pdf } = await import('pdfkit');
  const doc = new Pdf({
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: first.locale,
    info: { Title: first.title, Author: first.sender.name, CreationDate: new Date(first.at) },
  });
  const bytes = collect(doc);
  try {
    const fonts = new Fonts(doc);
    const root = doc.struct('Document');
    doc.addStructure(root);
    for (const letter of letters) drawLetter(doc, root, fonts, letter);
    root.end();
  } finally {
    doc.end();
  }
  return bytes;
}

function drawLetter(
  doc: PDFKit.PDFDocument,
  root: PDFKit.PDFStructureElement,
  fonts: Fonts,
  letter: Letter,
): void {
  const pen = new Pen(doc, fonts, letter.paper.toUpperCase());
  const from = doc.bufferedPageRange().count;
  pen.newPage();
  const section = doc.struct('Sect', { lang: letter.locale });
  root.add(section);
  drawHead(pen, section, letter);
  drawText(pen, section, letter.text);
  drawStatement(pen, section, letter);
  section.end();
  const pages = doc.bufferedPageRange().count - from;
  for (let page = 0; page < pages; page += 1) {
    doc.switchToPage(from + page);
    drawFooter(pen, letter, page + 1, pages);
  }
}

function drawHead(pen: Pen, section: PDFKit.PDFStructureElement, letter: Letter): void {
  const { doc } = pen;
  const { sender, recipient, reference, title } = letter;
  tagged(doc, section, 'P', () => {
    pen.put(sender.name, pen.left, NAME);
    pen.y += pen.lineHeight(NAME);
    pen.lines(sender.lines, SMALL);
  });
  pen.y = Math.max(pen.y + BODY.size, WINDOW_TOP);
  tagged(doc, section, 'P', () => pen.lines(recipient, BODY));
  pen.y = Math.max(pen.y + BODY.size, TITLE_TOP - 2 * pen.lineHeight(BODY));
  tagged(doc, section, 'P', () => {
    if (reference) {
      const label = { ...ENGLISH, ...letter.words }.reference;
      pen.put(`${label}: ${reference}`, pen.left, BODY);
    }
    pen.put(writeDate(letter.date, letter.locale), pen.right, BODY, 'right');
  });
  pen.y += 2 * pen.lineHeight(BODY);
  tagged(doc, section, 'H1', () => pen.lines(pen.wrap(title, pen.width, TITLE), TITLE));
  pen.y += BODY.size;
}

function drawText(pen: Pen, section: PDFKit.PDFStructureElement, text: string): void {
  for (const paragraph of text.trim().split(/\n\s*\n/)) {
    tagged(pen.doc, section, 'P', () => pen.lines(pen.wrap(paragraph.trim(), pen.width, BODY), BODY));
    pen.y += pen.lineHeight(BODY) / 2;
  }
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
