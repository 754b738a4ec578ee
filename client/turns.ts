interface Waiting<T> {
  work: () => Promise<T>;
  promise: Promise<T>;
  settle: (run: Promise<T>) => void;
}

/**
 * One piece of work a key at a time. Whoever asks while it runs shares the run that follows it, because that run sees
 * everything that was there when it was asked for: a thousand replies to one case are not a thousand deliveries.
 */
export class Turns<T> {
  /** The keys at work, with what follows. */
  readonly #busy = new Map<string, Waiting<T> | null>();

  take(key: string, work: () => Promise<T>): Promise<T> {
    const next = this.#busy.get(key);
    if (next === undefined) return this.#run(key, work);
    if (next !== null) return next.promise;
    let settle: Waiting<T>['settle'] = () => undefined;
    const promise = new Promise<T>((resolve) => {
      settle = resolve;
    });
    this.#busy.set(key, { work, promise, settle });
    return promise;
  }

  async #run(key: string, work: () => Promise<T>): Promise<T> {
    this.#busy.set(key, null);
    try {
      return await work();
    } finally {
      const next = this.#busy.get(key);
      this.#busy.delete(key);
      if (next) next.settle(this.#run(key, next.work));
    }
  }
}
