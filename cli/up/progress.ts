import { terminal } from '../output/terminal.ts';

/** What is being done: one line that changes on a terminal, line by line where nobody looks. */
export class Progress {
  readonly #live = process.stderr.isTTY;
  #shown = false;

  show(line: string): void {
    if (!this.#live) return terminal.say(`  ${line}`);
    const width = (process.stderr.columns ?? 80) - 1;
    process.stderr.write(`\r\u001b[K  ${line}`.slice(0, width));
    this.#shown = true;
  }

  done(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
    this.#shown = false;
  }
}
