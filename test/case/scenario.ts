import type { Stage } from '../client/support/stage.ts';
import type { RehearsedCase } from '../support/rehearsed.ts';

/** A way through a procedure that is played on a real server, and whose history is kept and replayed ever after. */
export interface Scenario {
  /** Names the recorded history. */
  name: string;
  /** The rule it shows, as a manager would say it. */
  rule: string;
  open: (stage: Stage) => Promise<RehearsedCase>;
  /** Plays it to the end and checks what went out and when. */
  play: (played: RehearsedCase) => Promise<void>;
}
