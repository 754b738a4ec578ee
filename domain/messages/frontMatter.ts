import { isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml';
import { didYouMean, listed } from '../words.ts';
import type { MessageErrorCode } from './errors.ts';
import type { MessageChannel } from './fileName.ts';

/** A piece of a file and where it stands in it; line and column count from 1. */
export interface Piece {
  text: string;
  line: number;
  column: number;
}

/** What stands at the top of a message file, and its body. */
export interface FrontMatter {
  values: Record<string, Piece>;
  tags: string[];
  body: Piece;
  faults: { code: MessageErrorCode; line: number; column: number; message: string }[];
}

/** The keys of each channel: `true` must be there, `false` may. */
export const KEYS: Readonly<Record<MessageChannel, Readonly<Record<string, boolean>>>> = {
  portal: { subject: true },
  email: { subject: true },
  note: { kind: true, title: true, tags: false },
  text: {},
  task: { title: true },
  call: { title: true },
  letter: { subject: true },
  tell: { title: true },
};

const BLOCK = /^---\n([\s\S]*?)^---[ \t]*(?:\n|$)/m;

/** Splits a message file into the keys at its top and its body. `source` has LF line ends. */
export function readFrontMatter(source: string, channel: MessageChannel): FrontMatter {
  const [block = '', yaml = ''] = source.startsWith('---\n') ? (BLOCK.exec(source) ?? []) : [];
  const body = { text: source.slice(block.length), line: block.split('\n').length, column: 1 };
  const found: FrontMatter = { values: {}, tags: [], body, faults: [] };
  const lines = new LineCounter();
  const options = { version: '1.2', uniqueKeys: true, prettyErrors: false, lineCounter: lines } as const;
  const { contents, errors } = parseDocument(yaml, options);
  // The --- before the keys is line 1 of the file.
  const place = (offset: number) => ({
    line: lines.linePos(offset).line + 1,
    column: lines.linePos(offset).col,
  });
  const report: Report = (code, offset, message) =>
    void found.faults.push({ code, ...place(offset), message });
  for (const error of errors) report('FT-MSG-FRONT-MATTER', error.pos[0], `${error.message}.`);
  if (contents && !isMap(contents))
    report('FT-MSG-FRONT-MATTER', 0, 'Write keys here, such as subject: "Your case".');
  if (found.faults.length > 0) return found;
  const given = isMap(contents) ? contents.items : [];
  for (const pair of given) readKey(pair, channel, found, place, report);
  for (const [key, needed] of Object.entries(KEYS[channel])) {
    if (!needed || given.some((pair) => isScalar(pair.key) && pair.key.value === key)) continue;
    const message = `A message of channel ${channel} needs ${key}: write it between two lines of --- at the top.`;
    found.faults.push({ code: 'FT-MSG-KEY-MISSING', line: 1, column: 1, message });
  }
  return found;
}

type Place = (offset: number) => { line: number; column: number };
type Report = (code: MessageErrorCode, offset: number, message: string) => void;

function readKey(
  { key, value }: Pair,
  channel: MessageChannel,
  found: FrontMatter,
  place: Place,
  report: Report,
): void {
  const name = isScalar(key) ? String(key.value) : '';
  const at = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
  const allowed = Object.keys(KEYS[channel]);
  if (!allowed.includes(name)) {
    const says = `"${name}" is not a key of channel ${channel}. Allowed: ${listed(allowed)}.${didYouMean(name, allowed)}`;
    report('FT-MSG-KEY-UNKNOWN', at, says);
  } else if (name === 'tags') {
    const tags = isSeq(value) ? value.items.map((item) => (isScalar(item) ? item.value : null)) : [null];
    if (tags.every((tag) => typeof tag === 'string')) found.tags = tags;
    else report('FT-MSG-FRONT-MATTER', at, '"tags" must be a list of words, such as [orders, scheduling].');
  } else if (isScalar(value) && typeof value.value === 'string' && value.value.trim() !== '') {
    const quote = value.type?.startsWith('QUOTE') ? 1 : 0;
    found.values[name] = { text: value.value, ...place((value.range?.[0] ?? 0) + quote) };
  } else report('FT-MSG-FRONT-MATTER', at, `"${name}" must be a text.`);
}
