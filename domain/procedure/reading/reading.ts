import type { LineCounter } from 'yaml';
import { inReadingOrder, type Problem } from '../../problem.ts';
import type { ProcedureErrorCode } from '../errors.ts';

/** A procedure file as text; `file` is the path that problems name. */
export interface Source {
  file: string;
  text: string;
}

/**
 * One pass over one file: it collects every problem instead of stopping at the first, and remembers where each decoded
 * object stood, so that the checks that come later can point at it.
 */
export class Reading {
  private readonly file: string;
  private readonly lines: LineCounter;
  private readonly found = new Map<string, Problem>();
  private readonly places = new WeakMap<object, Record<string, number>>();

  constructor(file: string, lines: LineCounter) {
    this.file = file;
    this.lines = lines;
  }

  /** `at` counts characters from the start of the file. The same problem at the same place is kept once. */
  report(code: ProcedureErrorCode, at: number, message: string): void {
    const { line, col } = this.lines.linePos(at);
    const problem = { code, file: this.file, line: Math.max(line, 1), column: Math.max(col, 1), message };
    this.found.set(`${code} ${at} ${message}`, problem);
  }

  get problems(): Problem[] {
    return inReadingOrder([...this.found.values()]);
  }

  /** Runs one part of the decoder and says whether it found no problem. */
  sound<T>(part: () => T): { value: T; sound: boolean } {
    const before = this.found.size;
    const value = part();
    return { value, sound: this.found.size === before };
  }

  /** Remembers where an object stands (`self`) and where the values of its keys stand. */
  place<T extends object>(object: T, places: Record<string, number>): T {
    this.places.set(object, places);
    return object;
  }

  /** Where the value of a key stands; without a key, or when the file does not have it, the object itself. */
  at(object: object, key = 'self'): number {
    const places = this.places.get(object) ?? {};
    return places[key] ?? places['self'] ?? 0;
  }
}
