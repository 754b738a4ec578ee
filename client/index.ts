import { closeLedger, openLedger } from '../ledger/connect.ts';
import * as cases from './cases.ts';
import * as commands from './commands.ts';
import type { Context } from './context.ts';
import { engineClient, type TemporalOptions, type Undelivered } from './engine.ts';
import type { Followthrough } from './followthrough.ts';
import { health } from './health.ts';
import { managerApproved, managerDeclined } from './manager.ts';
import { conditionMet, reply } from './messages.ts';
import { openCase } from './openCase.ts';
import { outbox } from './outbox.ts';
import { Shelf } from './procedures.ts';
import { redriveOnce, startRedrive } from './redrive.ts';
import { rehearse } from './rehearse/rehearse.ts';
import { chooseResolution } from './resolution.ts';
import { completeTask, tasks } from './tasks.ts';
import { Turns } from './turns.ts';

export type { Planned } from '../domain/program/ahead.ts';
export type { Contact, OutboxEntry, TimelineEntry } from '../ledger/schema.ts';
export type { ListedTask } from '../ledger/tasks.ts';
export type { Asked } from './ask.ts';
export type { CaseDetail, CaseSummary, ListFilter } from './cases.ts';
export { caseIdOf, type CaseName, parseCaseId } from './caseId.ts';
export type { By, HoldOptions, ResumeOptions, WaitAgainOptions } from './commands.ts';
export type { TemporalOptions } from './engine.ts';
export { CLIENT_ERRORS, ClientError, type ClientErrorCode } from './errors.ts';
export type { Followthrough } from './followthrough.ts';
export type { Health, Part } from './health.ts';
export type { ManagerSaid } from './manager.ts';
export type { Received, Reply, Told } from './messages.ts';
export type { OpenCase, OpenedCase } from './openCase.ts';
export type { Redrive, Redriven, RedriveOptions } from './redrive.ts';
export type { Rehearsal, Rehearse, RehearsedEntry } from './rehearse/rehearse.ts';
export type { Choose } from './resolution.ts';

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
  const bound =
    <Given extends unknown[], Result>(work: (context: Context, ...given: Given) => Result) =>
    (...given: Given): Result =>
      work(context, ...given);
  return {
    openCase: bound(openCase),
    show: bound(cases.show),
    list: bound(cases.list),
    timeline: bound(cases.timeline),
    plan: bound(cases.plan),
    reply: bound(reply),
    conditionMet: bound(conditionMet),
    managerApproved: bound(managerApproved),
    managerDeclined: bound(managerDeclined),
    hold: bound(commands.hold),
    resume: bound(commands.resume),
    settle: bound(commands.settle),
    waitAgain: bound(commands.waitAgain),
    withdraw: bound(commands.withdraw),
    chooseResolution: bound(chooseResolution),
    tasks: bound(tasks),
    completeTask: bound(completeTask),
    outbox: bound(outbox),
    health: bound(health),
    redriveOnce: bound(redriveOnce),
    startRedrive: bound(startRedrive),
    rehearse: bound(rehearse),
    ledger,
    engine,
    async close() {
      await engine.connection.close();
      await closeLedger(ledger);
    },
  };
}
