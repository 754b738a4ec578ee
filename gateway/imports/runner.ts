import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyBaseLogger } from 'fastify';
import { type Followthrough, ImportError, type Judge } from '../../client/index.ts';
import { LedgerUnavailable } from '../../ledger/errors.ts';
import {
  dropUnfinishedUploads,
  endUpload,
  lockUpload,
  partsOf,
  unlockUpload,
  type Upload,
  uploadImports,
  uploadsToDo,
} from '../../ledger/uploads.ts';
import { answerTo } from '../problems.ts';

const LOOK_EVERY_MS = 5_000;
const UNFINISHED_MS = 24 * 3_600_000;

/**
 * Imports the files that came in, one after the other, also those that a gateway which died has left: they were promised.
 * Several gateways share the work.
 */
export class ImportRunner {
  readonly #client: Followthrough;
  readonly #judge: Judge | undefined;
  readonly #log: FastifyBaseLogger;
  readonly #ending = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> | null = null;
  #again = false;

  constructor(client: Followthrough, judge: Judge | undefined, log: FastifyBaseLogger) {
    this.#client = client;
    this.#judge = judge;
    this.#log = log;
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
    this.wake();
  }

  /** There is something to do now. */
  wake(): void {
    this.#again = true;
    if (this.#ending.signal.aborted) return;
    this.#work ??= this.#run().finally(() => {
      this.#work = null;
    });
  }

  /** What is at work breaks off between two rows and is taken up again by the next gateway. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#ending.abort();
    await this.#work;
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#ending.signal.aborted) {
      this.#again = false;
      try {
        await dropUnfinishedUploads(this.#client.ledger, Date.now() - UNFINISHED_MS);
        for (const upload of await uploadsToDo(this.#client.ledger)) await this.#alone(upload);
      } catch (error) {
        // The ledger is away: it is looked again later.
        if (!(error instanceof LedgerUnavailable)) this.#log.error({ err: error }, 'uploads');
      }
    }
  }

  async #alone(upload: Upload): Promise<void> {
    await this.#client.ledger.connection().execute(async (connection) => {
      if (!(await lockUpload(connection, upload.id))) return;
      try {
        await this.#import(upload);
      } finally {
        await unlockUpload(connection, upload.id).catch(() => undefined);
      }
    });
  }

  async #import(upload: Upload): Promise<void> {
    const { id, procedure, list, variant, begun_by: by } = upload;
    const { ledger } = this.#client;
    const { signal } = this.#ending;
    const folder = await mkdtemp(join(tmpdir(), 'followthrough-upload-'));
    const file = join(folder, 'list.csv');
    let known = upload.import_id;
    try {
      await pipeline(Readable.from(partsOf(ledger, id)), createWriteStream(file, { mode: 0o600 }));
      const imported = await this.#client.importList({
        procedure,
        file,
        by,
        list,
        variant: variant ?? undefined,
        judge: this.#judge,
        signal,
        // A connection is held by this, and the callers need the others.
        atOnce: 4,
        onProgress: (progress) => {
          if (known === progress.id) return;
          known = progress.id;
          void uploadImports(ledger, id, progress.id).catch(() => undefined);
        },
      });
      await uploadImports(ledger, id, imported.id);
      await endUpload(ledger, id, null);
    } catch (error) {
      const busy = error instanceof ImportError && error.code === 'FT-INT-BUSY';
      if (signal.aborted || busy || error instanceof LedgerUnavailable) return;
      const { code, detail, status } = answerTo(error as Error);
      if (status >= 500) this.#log.error({ err: error }, code);
      await endUpload(ledger, id, { code, message: detail.replaceAll(file, list) });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
