/** How long a message that the server refuses is asked for before a person has to look, in milliseconds. */
export interface Patience {
  tries: number;
  /** Where the server hands out other messages of the folder. */
  forMs: number;
  /** Where it hands out none, which may be its trouble as a whole. */
  withoutOthersMs: number;
}

/** Those behind it wait meanwhile. A mailbox counts as unread only later (`unread-minutes`). */
export const PATIENCE: Patience = { tries: 5, forMs: 2 * 60_000, withoutOthersMs: 60 * 60_000 };

/**
 * What a server has refused to hand out, and since when. Kept in memory alone: after a new start it is asked for anew, and
 * nothing is passed sooner.
 */
export class Refusals {
  private readonly seen = new Map<string, { since: number; tries: number }>();
  private readonly patience: Patience;

  constructor(patience: Patience = PATIENCE) {
    this.patience = patience;
  }

  /** Counts one more; gives how often it was refused and for how long, in milliseconds. */
  count(id: string): { tries: number; forMs: number } {
    const before = this.seen.get(id) ?? { since: performance.now(), tries: 0 };
    const { since, tries } = { ...before, tries: before.tries + 1 };
    this.seen.set(id, { since, tries });
    return { tries, forMs: performance.now() - since };
  }

  /** Whether it has been asked for often and long enough. */
  isEnough({ tries, forMs }: { tries: number; forMs: number }, othersComeOut: boolean): boolean {
    const long = othersComeOut ? this.patience.forMs : this.patience.withoutOthersMs;
    return tries >= this.patience.tries && forMs >= long;
  }

  forget(id: string): void {
    this.seen.delete(id);
  }
}
