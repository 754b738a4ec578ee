import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { MessageChannel } from './fileName.ts';

/** A piece of a file and where it stands in it; line and column count from 1. */
export interface Piece {
  text: string;
  line: number;
  column: number;
}

export interface FrontMatter {
  /** The values by key; `tags` is kept apart. */
  values: Record<string, Piece>;
  tags: string[];
  body: Piece;
  faults: {
    code: 'FT-MSG-002' | 'FT-MSG-003' | 'FT-MSG-004';
    line: number;
    column: number;
    message: string;
  }[];
}

/** The keys of each channel: `true` must be there, `false` may. */
export const KEYS: Record<MessageChannel, Record<string, boolean>> = {
  portal: { subject: true },
  email: { subject: true },
  note: { kind: true, title: true, tags: false },
  task: { title: true },
};

const BLOCK = /^---\n([\s\S]*?)^---[ \t]*(?:\n|$)/m;

/** Splits a message file into the keys at its top and its body. `source` has LF line ends. */
export function readFrontMatter(source: string, channel: MessageChannel): FrontMatter {
  const block = source.startsWith('---\n') ? BLOCK.exec(source) : null;
  const yaml = block?.[1] ?? '';
  const bodyLine = block ? block[0].split('\n').length : 1;
  const found: FrontMatter = {
    values: {},
    tags: [],
    body: { text: block ? source.slice(block[0].length) : source, line: bodyLine, column: 1 },
    faults: [],
  };
  const lines = new LineCounter();
  const document = parseDocument(yaml, {
    version: '1.2',
    uniqueKeys: true,
    prettyErrors: false,
    lineCounter: lines,
  });
  // The opening --- is line 1 of the file.
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: line + 1, column: col };
  };
  for (const error of document.errors)
    found.faults.push({ code: 'FT-MSG-002', ...at(error.pos[0]), message: error.message });
  if (document.contents && !isMap(document.contents))
    found.faults.push({
      code: 'FT-MSG-002',
      line: 2,
      column: 1,
      message: 'expected lines such as subject: "Your case"',
    });
  if (found.faults.length > 0) return found;
  readKeys(isMap(document.contents) ? document.contents.items : [], channel, found, at);
  for (const [key, needed] of Object.entries(KEYS[channel]))
    if (needed && !found.values[key] && !found.faults.some((fault) => fault.message.startsWith(`${key} `)))
      found.faults.push({
        code: 'FT-MSG-003',
        line: 1,
        column: 1,
        message: `${key} is missing; a ${channel} needs it`,
      });
  return found;
}

function readKeys(
  items: { key: unknown; value: unknown }[],
  channel: MessageChannel,
  found: FrontMatter,
  at: (offset: number) => { line: number; column: number },
): void {
  for (const { key, value } of items) {
    const name = isScalar(key) ? String(key.value) : '';
    const where = at(isScalar(key) ? (key.range?.[0] ?? 0) : 0);
    if (!(name in KEYS[channel])) {
      const allowed = Object.keys(KEYS[channel]).join(', ');
      found.faults.push({
        code: 'FT-MSG-004',
        ...where,
        message: `${name || 'this key'} is not a key of a ${channel}; allowed: ${allowed}`,
      });
    } else if (name === 'tags') {
      if (isSeq(value) && value.items.every((item) => isScalar(item) && typeof item.value === 'string'))
        found.tags = value.items.map((item) => String(isScalar(item) ? item.value : ''));
      else
        found.faults.push({
          code: 'FT-MSG-002',
          ...where,
          message: 'tags must be a list of words: [one, two]',
        });
    } else if (isScalar(value) && typeof value.value === 'string' && value.value.trim() !== '') {
      const quoted = value.type === 'QUOTE_DOUBLE' || value.type === 'QUOTE_SINGLE' ? 1 : 0;
      found.values[name] = { text: value.value, ...at((value.range?.[0] ?? 0) + quoted) };
    } else found.faults.push({ code: 'FT-MSG-002', ...where, message: `${name} must be a text` });
  }
}
