/** A trigger holds so long from the click, and opens one view. */
const HOLDS_MS = 3_000;

/** The triggers that come with clicks, by a clock that a test may set. */
export class Triggers {
  private readonly given = new Map<string, { at: number; used: boolean }>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** Somebody has clicked now. */
  click(): string {
    const id = `${1_000 + this.given.size}.98765.${'ab12'.repeat(8)}`;
    this.given.set(id, { at: this.now(), used: false });
    return id;
  }

  /** @returns the error of a trigger that opens nothing; null: it opens a view, and none after it. */
  use(id: string): string | null {
    const trigger = this.given.get(id);
    if (!trigger) return 'invalid_trigger_id';
    if (trigger.used) return 'exchanged_trigger_id';
    if (this.now() - trigger.at > HOLDS_MS) return 'expired_trigger_id';
    trigger.used = true;
    return null;
  }
}
