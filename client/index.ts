import type { Client } from '@temporalio/client';
import { closeLedger, type Ledger, openLedger } from '../ledger/connect.ts';
import * as cases from './cases.ts';
import * as commands from './commands.ts';
import type { Context } from './context.ts';
import { engineClient, type TemporalOptions, type Undelivered } from './engine.ts';
import { health } from './health.ts';
import * as messages from './messages.ts';
import { openCase } from './openCase.ts';
import { outbox } from './outbox.ts';
import { Shelf } from './procedures.ts';
import { redriveOnce, startRedrive } from './redrive.ts';
import { rehearse } from './rehearse/rehearse.ts';
import { chooseResolution } from './resolution.ts';
import * as tasks from './tasks.ts';
import { Turns } from './turns.ts';

export type { Asked } from './ask.ts';
export type { CaseDetail, CaseSummary, ListFilter } from './cases.ts';
export { caseIdOf, type CaseName, parseCaseId } from './caseId.ts';
export type { By } from './commands.ts';
export type { TemporalOptions } from './engine.ts';
export { CLIENT_ERRORS, ClientError, type ClientErrorCode } from './errors.ts';
export type { Health, Part } from './health.ts';
export type { ManagerSaid, Received, Reply, Told } from './messages.ts';
export type { OpenCase, OpenedCase } from './openCase.ts';
export type { Redrive, Redriven } from './redrive.ts';
export type { Rehearsal, Rehearse, RehearsedEntry } from './rehearse/rehearse.ts';

export interface ConnectOptions {
  /** PostgreSQL URL of the ledger. */
  ledgerUrl: string;
  temporal: TemporalOptions;
  /** The worker's task queue; default "followthrough". */
  taskQueue?: string;
  /** Folder of procedures; default: those that come with the product. */
  proceduresDir?: string;
  /** Milliseconds to wait for Temporal before an answer says "kept, not yet delivered"; default 5,000. */
  patience?: number;
}

type Bound<F> = F extends (context: Context, ...rest: infer Rest) => infer Result
  ? (...rest: Rest) => Result
  : never;

const SUBJECTS = {
  openCase,
  show: cases.show,
  list: cases.list,
  timeline: cases.timeline,
  plan: cases.plan,
  reply: messages.reply,
  conditionMet: messages.conditionMet,
  managerApproved: messages.managerApproved,
  managerDeclined: messages.managerDeclined,
  hold: commands.hold,
  resume: commands.resume,
  settle: commands.settle,
  waitAgain: commands.waitAgain,
  withdraw: commands.withdraw,
  chooseResolution,
  tasks: tasks.tasks,
  completeTask: tasks.completeTask,
  outbox,
  health,
  redriveOnce,
  startRedrive,
  rehearse,
} as const;

/** All that a program can do with cases. Each function says more where it is written. */
export type Followthrough = { readonly [Name in keyof typeof SUBJECTS]: Bound<(typeof SUBJECTS)[Name]> } & {
  /** The ledger, for programs that report from it. */
  readonly ledger: Ledger;
  /** Temporal's own client. */
  readonly engine: Client;
  close(): Promise<void>;
};

/**
 * Connects a program with the ledger and Temporal. Returns at once: what is away is noticed by the first call that
 * needs it.
 *
 * @example
 * const followthrough = await connect({
 *   ledgerUrl: 'postgres://ledger@127.0.0.1/followthrough',
 *   temporal: { address: '127.0.0.1:7233', namespace: 'followthrough' },
 * });
 * const { id } = await followthrough.openCase({
 *   procedure: 'case-alert',
 *   source: 'lab-crm',
 *   id: 'alert-1001',
 *   facts: { 'alert-sent': '2027-03-05T10:30:00-08:00', 'doctor-name': 'Example' },
 *   contact: { portal: 'example-dental' },
 * });
 * await followthrough.reply(id, { text: 'Please proceed as is.', source: 'portal', eventId: 'post-77' });
 * await followthrough.close();
 */
export async function connect(options: ConnectOptions): Promise<Followthrough> {
  const ledger = openLedger(options.ledgerUrl);
  const engine = engineClient(options.temporal);
  const context: Context = {
    ledger,
    engine,
    taskQueue: options.taskQueue ?? 'followthrough',
    procedures: new Shelf(ledger, options.proceduresDir),
    turns: new Turns<Undelivered | null>(),
    patience: options.patience ?? 5_000,
  };
  const bound = Object.fromEntries(
    Object.entries(SUBJECTS).map(([name, work]) => [
      name,
      (...rest: unknown[]) => (work as (...all: unknown[]) => unknown)(context, ...rest),
    ]),
  );
  return {
    ...(bound as Omit<Followthrough, 'ledger' | 'engine' | 'close'>),
    ledger,
    engine,
    async close() {
      await engine.connection.close();
      await closeLedger(ledger);
    },
  };
}
