/**
 * Work on many things, only so many at once, and those with the same key one after the other. `add` waits until there is
 * room, so that whoever reads a file reads no faster than the work is done.
 */
export class Pool {
  readonly #width: number;
  readonly #busy = new Set<Promise<void>>();
  readonly #last = new Map<string, Promise<void>>();
  #failed: { error: unknown } | null = null;

  constructor(width: number) {
    this.#width = width;
  }

  /** @throws what work that was added before has thrown */
  async add(key: string, work: () => Promise<void>): Promise<void> {
    while (this.#busy.size >= this.#width && !this.#failed) await Promise.race(this.#busy);
    this.#rethrow();
    const run = (this.#last.get(key) ?? Promise.resolve()).then(work).catch((error: unknown) => {
      this.#failed ??= { error };
    });
    this.#busy.add(run);
    this.#last.set(key, run);
    void run.then(() => {
      this.#busy.delete(run);
      if (this.#last.get(key) === run) this.#last.delete(key);
    });
  }

  /** Waits for all work, whether it fails or not. */
  async settled(): Promise<void> {
    await Promise.all(this.#busy);
  }

  /** @throws what the work has thrown */
  async done(): Promise<void> {
    await this.settled();
    this.#rethrow();
  }

  #rethrow(): void {
    if (this.#failed) throw this.#failed.error;
  }
}
