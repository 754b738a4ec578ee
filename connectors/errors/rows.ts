import { isScalar, isSeq, type Node } from 'yaml';
import type { ConfigReader, Place } from '../config/reader.ts';
import {
  CONNECTOR_REASONS,
  ERROR_CLASSES,
  type ErrorClass,
  PROTOCOLS,
  STAGES,
  type Signal,
  type Verdict,
} from './signal.ts';

/** One line of the table: what it names must fit, and then it decides. */
export interface Row extends Verdict {
  over: Signal['over'];
  /** "4xx", "550", "none"; absent: any. */
  status?: string[];
  code?: string[];
  enhanced?: RegExp;
  stage?: Signal['stage'][];
  /** True: our own side refused to even try. */
  here: boolean;
}

const KEYS = [
  'over',
  'status',
  'code',
  'enhanced',
  'stage',
  'here',
  'class',
  'reason',
  'stops-channel',
] as const;
/** Said of what was perhaps taken, these would send a second message or believe in one that never went out. */
const SAYS_NOT_TAKEN: ErrorClass[] = ['retry', 'retry-later', 'done'];

/** Reads a list of rows; one with a problem is reported and left out. */
export function readRows(reader: ConfigReader, place: Place): Row[] {
  if (!isSeq<Node>(place.node)) {
    reader.report('FT-CFG-VALUE', place.at, `${place.name} needs a list of rows.`);
    return [];
  }
  return place.node.items.flatMap((node) => {
    const row = readRow(reader, { name: 'a row of the error table', node, at: node.range?.[0] ?? place.at });
    return row ?? [];
  });
}

function readRow(reader: ConfigReader, place: Place): Row | null {
  const fields = reader.fields(place, KEYS, ['over', 'class', 'reason']);
  const over = reader.word(fields.get('over'), PROTOCOLS);
  const meaning = reader.word(fields.get('class'), ERROR_CLASSES);
  const reason = reader.word(fields.get('reason'), CONNECTOR_REASONS);
  const status = codes(reader, fields.get('status'), /^([1-9]xx|[1-9]\d\d|none)$/);
  const code = codes(reader, fields.get('code'), /^\S+$/);
  const enhanced = pattern(reader, fields.get('enhanced'));
  const stage = listOf(reader, fields.get('stage'))?.flatMap((each) => reader.word(each, STAGES) ?? []);
  if (over === undefined || meaning === undefined || reason === undefined) return null;
  if (SAYS_NOT_TAKEN.includes(meaning) && couldBeTaken({ status, code, enhanced, stage })) {
    const says = `A row of class ${meaning} must name a code, a status that is an answer, or stages before content: without an answer to what was handed over nobody knows whether it was taken.`;
    reader.report('FT-CFG-VALUE', place.at, says);
    return null;
  }
  return {
    over,
    class: meaning,
    reason,
    stopsChannel: reader.yes(fields.get('stops-channel')),
    here: reader.yes(fields.get('here')),
    ...(status ? { status } : {}),
    ...(code ? { code } : {}),
    ...(enhanced ? { enhanced } : {}),
    ...(stage ? { stage } : {}),
  };
}

function couldBeTaken({ status, code, enhanced, stage }: Named): boolean {
  const answered = code !== undefined || enhanced !== undefined || (status && !status.includes('none'));
  return !answered && (stage === undefined || stage.includes('content'));
}

interface Named {
  status: string[] | undefined;
  code: string[] | undefined;
  enhanced: RegExp | undefined;
  stage: Row['stage'] | undefined;
}

/** One value, or a list of them. */
function listOf(reader: ConfigReader, place: Place | undefined): Place[] | undefined {
  if (!place) return undefined;
  if (!isSeq<Node>(place.node)) return [place];
  if (place.node.items.length === 0) reader.report('FT-CFG-VALUE', place.at, `"${place.name}" is empty.`);
  return place.node.items.map((node) => ({ ...place, node, at: node.range?.[0] ?? place.at }));
}

/** Codes are written as numbers or as words. */
function codes(reader: ConfigReader, place: Place | undefined, allowed: RegExp): string[] | undefined {
  return listOf(reader, place)?.flatMap(({ name, node, at }) => {
    const code = isScalar(node) ? String(node.value) : '';
    if (allowed.test(code)) return code;
    reader.report('FT-CFG-VALUE', at, `"${code}" is no ${name}.`);
    return [];
  });
}

function pattern(reader: ConfigReader, place: Place | undefined): RegExp | undefined {
  const written = reader.text(place);
  if (written === undefined) return undefined;
  try {
    return new RegExp(written);
  } catch {
    reader.report('FT-CFG-VALUE', place?.at ?? 0, `"${written}" is no regular expression.`);
    return undefined;
  }
}
