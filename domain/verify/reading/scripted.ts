import { Duration } from 'luxon';
import { readInstant } from '../../procedure/instant.ts';
import type { Instant } from '../../program/program.ts';
import { LOOK_UP_NAMES, type Looked, type LookUpName, type Unreadable } from '../answers.ts';
import { listed } from '../../words.ts';
import { readAnswer } from './answer.ts';
import { LookUpError } from '../errors.ts';
import { readShape, type Shape, ShapeError } from './shape.ts';

/** A moment, or so many milliseconds after the case was opened. */
type Edge = { at: Instant } | { after: number };

/** What a sandbox system answers, to which cases, and when by the case's own clock. */
export interface ScriptedAnswer {
  name: LookUpName;
  /** The id of the occurrence, or of the case; null: every case. */
  case: string | null;
  from: Edge | null;
  until: Edge | null;
  looked: Looked;
}

const UNREADABLE: readonly Unreadable[] = [
  'unreachable',
  'refused',
  'no-answer-in-time',
  'answer-not-understood',
];
const TEXT: Shape = { is: 'text', longest: 200, orNull: true };

/** Reads the answers, one JSON object a line. @throws LookUpError that names the line */
export function readScripted(text: string, file: string): ScriptedAnswer[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [readLine(JSON.parse(line))];
    } catch (error) {
      if (!(error instanceof ShapeError || error instanceof SyntaxError)) throw error;
      const why = error instanceof SyntaxError ? 'it is not JSON.' : error.message;
      throw new LookUpError(`${file}:${index + 1}: ${why}`);
    }
  });
}

/** What the case is answered now: of several lines that fit the last one; undefined where none fits. */
export function answerAt(
  lines: readonly ScriptedAnswer[],
  asked: { name: LookUpName; case: { id: string; occurrence: string }; at: Instant; openedAt: Instant },
): Looked | undefined {
  const moment = (edge: Edge) => ('at' in edge ? edge.at : asked.openedAt + edge.after);
  return lines.findLast(
    (line) =>
      line.name === asked.name &&
      (line.case === null || line.case === asked.case.occurrence || line.case === asked.case.id) &&
      (line.from === null || asked.at >= moment(line.from)) &&
      (line.until === null || asked.at < moment(line.until)),
  )?.looked;
}

function readLine(value: unknown): ScriptedAnswer {
  const { answer, ...rest } = (value ?? {}) as { answer?: unknown };
  const keys: Record<string, Shape> = {
    'look-up': { is: 'one-of', words: LOOK_UP_NAMES },
    case: TEXT,
    from: TEXT,
    until: TEXT,
    unreadable: { is: 'one-of', words: UNREADABLE, orNull: true },
  };
  const optional = ['case', 'from', 'until', 'unreadable'];
  const read = readShape({ is: 'keys', keys, optional }, rest, 'the line') as Record<string, string | null>;
  const name = read['look-up'] as LookUpName;
  const why = read['unreadable'] as Unreadable | null;
  if ((answer === undefined) === (why === null))
    throw new ShapeError(`the line needs either "answer" or "unreadable" (${listed(UNREADABLE)}).`);
  return {
    name,
    case: read['case'] ?? null,
    from: edgeIn(read['from'] ?? null, 'from'),
    until: edgeIn(read['until'] ?? null, 'until'),
    looked: why === null ? readAnswer(name, answer) : { readable: false, why },
  };
}

function edgeIn(text: string | null, key: string): Edge | null {
  if (text === null) return null;
  const after = Duration.fromISO(text).toMillis();
  if (text.startsWith('P') && Number.isFinite(after)) return { after };
  const read = readInstant(text);
  if ('at' in read) return read;
  throw new ShapeError(
    `"${key}" must be a moment such as 2026-03-06T16:30:00-08:00, or a time after the opening such as P12D.`,
  );
}
