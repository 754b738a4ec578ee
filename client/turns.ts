/**
 * One piece of work a key at a time. Whoever asks while it runs shares the run that follows it, because that run sees
 * everything that was there when it was asked for: a thousand replies to one case are not a thousand deliveries.
 */
export class Turns<T> {
  readonly #running = new Map<string, Promise<T>>();
  readonly #next = new Map<string, Promise<T>>();

  take(key: string, work: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key);
    if (!running) return this.#run(key, work);
    const known = this.#next.get(key);
    if (known) return known;
    const begin = () => {
      this.#next.delete(key);
      return this.#run(key, work);
    };
    const next = running.then(begin, begin);
    this.#next.set(key, next);
    return next;
  }

  #run(key: string, work: () => Promise<T>): Promise<T> {
    const mine = work().finally(() => this.#running.delete(key));
    this.#running.set(key, mine);
    return mine;
  }
}
