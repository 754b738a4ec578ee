import { relative } from 'node:path';

/** The longest file takes under two minutes on two busy cores. */
const SLOW_MS = 5 * 60_000;
/** From here on it will not end: a blocked process cannot reach its own time limits. */
const STUCK_MS = 15 * 60_000;

/** Names files that run on and on, and ends the run instead of letting it stand: a hanging build tells nobody why. */
export default class Stuck {
  #since = new Map();
  #timer;

  onRunStart() {
    this.#timer = setInterval(() => this.#look(), 60_000);
    this.#timer.unref();
  }

  onTestFileStart({ path, context }) {
    this.#since.set(relative(context.config.rootDir, path), Date.now());
  }

  onTestFileResult({ path, context }) {
    this.#since.delete(relative(context.config.rootDir, path));
  }

  onRunComplete() {
    clearInterval(this.#timer);
  }

  #look() {
    for (const [file, since] of this.#since) {
      const ms = Date.now() - since;
      if (ms < SLOW_MS) continue;
      process.stderr.write(`${file} has been running for ${Math.floor(ms / 60_000)} minutes\n`);
      if (ms >= STUCK_MS) process.exit(1);
    }
  }
}
