import type { Ledger } from '../../ledger/connect.ts';
import { addRows } from '../../ledger/imports/imports.ts';
import type { ImportRows } from '../../ledger/imports/rows.ts';
import { patiently } from './patiently.ts';

/** Rows that are written together. A crash loses at most these results; their cases are found again. */
const TOGETHER = 200;

/** Keeps what became of the rows, in the ledger, a few at a time. */
export class Recorder {
  readonly #ledger: Ledger;
  #waiting: ImportRows[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Resolves at once while there is room. @throws when the ledger stays away */
  async add(row: ImportRows): Promise<void> {
    this.#waiting.push(row);
    if (this.#waiting.length >= TOGETHER) await this.flush();
  }

  /** Everything that was added is in the ledger when this resolves. */
  async flush(): Promise<void> {
    const rows = this.#waiting;
    this.#waiting = [];
    this.#writing = this.#writing.then(() => patiently(() => addRows(this.#ledger, rows)));
    await this.#writing;
  }
}
