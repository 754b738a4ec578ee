import type { Signal, Verdict } from './signal.ts';
import { classify } from './table.ts';

/** The other side did not take it. `detail` is its own words: for staff and the ledger, never for Temporal. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly signal: Signal;
  readonly verdict: Verdict;
  /** How long the other side asks us to wait, in milliseconds. */
  readonly retryAfter: number | null;
  /** Not enumerable: whoever logs the error does not log words that may name a person. */
  declare readonly detail: string;
  /** False: the other side could not tell a repetition of this one, whatever its connector says. */
  readonly repeatable: boolean;

  constructor(
    signal: Signal,
    detail: string,
    retryAfter: number | null = null,
    repeatable = true,
    verdict = classify(signal),
  ) {
    super(`${signal.over} ${verdict.class}: ${verdict.reason}`);
    this.signal = signal;
    this.verdict = verdict;
    Object.defineProperty(this, 'detail', { value: detail.slice(0, 500) });
    this.retryAfter = retryAfter;
    this.repeatable = repeatable;
  }

  /** The same, as another verdict sees it. */
  judged(verdict: Verdict): ConnectorError {
    return new ConnectorError(this.signal, this.detail, this.retryAfter, this.repeatable, verdict);
  }
}
