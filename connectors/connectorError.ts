import { type Signal, type Verdict, classify } from './errorTable.ts';

/** The other side did not take it. `detail` is its own words: for staff and the ledger, never for Temporal. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly verdict: Verdict;
  /** How long the other side asks us to wait, in milliseconds. */
  readonly retryAfter: number | null;
  readonly detail: string;
  /** False: the other side could not tell a repetition of this one, whatever its connector says. */
  readonly repeatable: boolean;

  constructor(signal: Signal, detail: string, retryAfter: number | null = null, repeatable = true) {
    const verdict = classify(signal);
    super(`${signal.over} ${verdict.class}: ${verdict.reason}`);
    this.verdict = verdict;
    this.detail = detail.slice(0, 500);
    this.retryAfter = retryAfter;
    this.repeatable = repeatable;
  }
}
