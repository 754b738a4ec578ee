import type { ProcedureErrorCode } from '../errors.ts';
import type { Procedure } from '../procedure.ts';
import type { Reading } from '../reading/reading.ts';
import type { Context } from './context.ts';
import { type Walk, walksOf } from '../walks.ts';

/** What one check is given: the procedure as far as it could be read, what is around it, and a place to report to. */
export class Checking {
  readonly procedure: Procedure;
  readonly context: Context;
  private readonly reading: Reading;
  private walked: Walk[] | undefined;

  constructor(reading: Reading, procedure: Procedure, context: Context) {
    this.reading = reading;
    this.procedure = procedure;
    this.context = context;
  }

  /** Reports at an object, or at the value of one of its keys. */
  report(code: ProcedureErrorCode, object: object, key: string | undefined, message: string): void {
    this.reading.report(code, this.reading.at(object, key), message);
  }

  /** Every way through the procedure; none when there are too many, which has its own check. */
  get walks(): Walk[] {
    this.walked ??= walksOf(this.procedure) ?? [];
    return this.walked;
  }
}

/** Says true the first time it is asked about an object: many ways can lead past the same slip. */
export function firstTime(): (object: object) => boolean {
  const seen = new WeakSet<object>();
  return (object) => {
    if (seen.has(object)) return false;
    seen.add(object);
    return true;
  };
}
