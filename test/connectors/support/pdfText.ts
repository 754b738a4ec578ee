import { inflateSync } from 'node:zlib';

/**
 * The text of each page of a PDF, read back by way of the fonts' own tables of characters: what a person can copy out
 * of it. Only as much of the format as our letters use.
 */
export function pdfText(pdf: Buffer): string[] {
  const objects = objectsIn(pdf.toString('latin1'));
  const fonts = new Map<string, Map<string, string>>();
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head));
  return pages.map(({ head }) => {
    const resources = objects.get(refIn(head, 'Resources'))?.head ?? '';
    const names = new Map([...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name, id]));
    const letters = (name: string) => {
      const id = names.get(name) ?? '';
      const known = fonts.get(id) ?? charactersOf(objects, id);
      fonts.set(id, known);
      return known;
    };
    return textOf(objects.get(refIn(head, 'Contents'))?.stream ?? '', letters);
  });
}

interface Part {
  head: string;
  stream: string;
}

function objectsIn(pdf: string): Map<string, Part> {
  const found = [...pdf.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)];
  return new Map(
    found.map(([, id = '', body = '']) => {
      const [head = '', data] = body.split(/\nstream\n/);
      return [id, { head, stream: data === undefined ? '' : inflated(head, data) }];
    }),
  );
}

function inflated(head: string, data: string): string {
  const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
  const bytes = Buffer.from(data, 'latin1').subarray(0, length);
  return (head.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
}

function refIn(head: string, key: string): string {
  return new RegExp(`/${key} (\\d+) 0 R`).exec(head)?.[1] ?? '';
}

/** Glyph in hexadecimal → characters. */
function charactersOf(objects: Map<string, Part>, font: string): Map<string, string> {
  const map = objects.get(refIn(objects.get(font)?.head ?? '', 'ToUnicode'))?.stream ?? '';
  const characters = new Map<string, string>();
  for (const [, from = '', list = ''] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    // A ligature stands for several characters: <0066 0066>.
    [...list.matchAll(/<([0-9a-f ]+)>/gi)].forEach(([, codes = ''], index) => {
      const code = codes.replaceAll(' ', '');
      const glyph = (Number.parseInt(from, 16) + index).toString(16).padStart(4, '0');
      characters.set(glyph, Buffer.from(code, 'hex').swap16().toString('utf16le'));
    });
  }
  return characters;
}

function textOf(content: string, letters: (font: string) => Map<string, string>): string {
  let font = '';
  let text = '';
  for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name) font = name;
    for (const [glyph] of (shown ?? '').matchAll(/(?<=<[0-9a-f]*)[0-9a-f]{4}/gi))
      text += letters(font).get(glyph.toLowerCase()) ?? '\ufffd';
  }
  return text;
}
