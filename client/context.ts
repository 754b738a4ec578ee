import type { Client } from '@temporalio/client';
import type { Ledger } from '../ledger/connect.ts';
import type { Undelivered } from './engine.ts';
import type { Shelf } from './procedures.ts';
import type { Turns } from './turns.ts';

/** What every function of the client works with. */
export interface Context {
  ledger: Ledger;
  engine: Client;
  taskQueue: string;
  procedures: Shelf;
  /** Deliveries to one case, one after the other. */
  turns: Turns<Undelivered | null>;
  /** Milliseconds to wait for Temporal before an answer says "recorded, not yet delivered". */
  patience: number;
  /** Folder of the register of erasures; absent: it is kept in the ledger only. */
  erasuresDir?: string;
  /** Folder of fetched reports, which name people; absent: none is here. */
  reportsDir?: string;
}
