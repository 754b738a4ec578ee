import type { Looked, LookUpName } from '../../domain/verify/answers.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { CaseReference } from '../ports.ts';

/** What another system is asked about one client. Their name is not in it: a name alone identifies nobody. */
export interface Question<Name extends LookUpName = LookUpName> {
  name: Name;
  case: CaseReference;
  /** What the case is about, where the procedure tells several matters apart. */
  variant: string | null;
  /** The fact that the procedure counts from, such as when the check-in was due; null: it counts from the opening. */
  dayZero: Instant | null;
  client: { email: string | null; phone: string | null; portal: string | null };
  /** Nothing older is asked for. */
  since: Instant;
  /** The case's own time of asking. */
  at: Instant;
  /** When the case was opened, by the same clock. */
  openedAt: Instant;
}

/**
 * Reads one outside system. Changes nothing there and does not retry by itself. What it cannot read is an answer, never
 * a guess; anything it throws counts as not readable.
 */
export interface LookUpPort {
  readonly connector: string;
  look<Name extends LookUpName>(question: Question<Name>): Promise<Looked<Name>>;
}
