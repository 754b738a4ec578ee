/** What was started, so that it ends in the opposite order. */
export class Stops {
  readonly #stops: { what: string; within: number; stop: () => Promise<unknown> }[] = [];
  #stopping: Promise<void> | undefined;

  /** @param within milliseconds after which the next one is stopped all the same */
  add(what: string, within: number, stop: () => Promise<unknown>): void {
    this.#stops.push({ what, within, stop });
  }

  /** Ends everything, the last started first. Asking again waits for the same end. */
  stop(complain: (text: string) => void): Promise<void> {
    this.#stopping ??= this.#stopAll(complain);
    return this.#stopping;
  }

  async #stopAll(complain: (text: string) => void): Promise<void> {
    for (const { what, within, stop } of this.#stops.reverse()) {
      const late = delay(within);
      try {
        const came = await Promise.race([stop().then(() => 'stopped'), late.promise]);
        if (came === 'late')
          complain(`${what} has not stopped after ${within / 1000} s; going on without it.`);
      } catch (error) {
        complain(`${what} did not stop cleanly: ${error instanceof Error ? error.message : String(error)}`);
      } finally {
        late.cancel();
      }
    }
  }
}

function delay(ms: number): { promise: Promise<'late'>; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}
