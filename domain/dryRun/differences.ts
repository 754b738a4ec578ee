import type { Change } from './changes.ts';
import { type Counts, noCounts } from './happening.ts';
import type { PastCase } from './pastCase.ts';

/** A case that would have gone otherwise, with what is otherwise. */
export interface ChangedCase {
  name: string;
  contact: string | null;
  changes: Change[];
}

/** What one version would have done otherwise than another one. */
export interface Differences {
  same: number;
  changed: number;
  added: Counts;
  dropped: Counts;
  moved: Counts;
  /** The first of the changed cases. */
  examples: ChangedCase[];
}

const EXAMPLES = 10;

/** Adds up what is otherwise in each case. */
export class DifferenceTally {
  readonly #so: Differences = {
    same: 0,
    changed: 0,
    added: noCounts(),
    dropped: noCounts(),
    moved: noCounts(),
    examples: [],
  };

  add({ name, contact }: PastCase, all: Change[]): void {
    const changes = all.filter(({ change }) => change !== 'same');
    if (changes.length === 0) {
      this.#so.same += 1;
      return;
    }
    this.#so.changed += 1;
    for (const { change, is } of changes) {
      if (change !== 'same') this.#so[change][is.kind] += 1;
    }
    if (this.#so.examples.length < EXAMPLES) this.#so.examples.push({ name, contact, changes });
  }

  differences(): Differences {
    return this.#so;
  }
}
