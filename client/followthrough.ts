import type { Client } from '@temporalio/client';
import type { Planned } from '../domain/program/ahead.ts';
import type { Ledger } from '../ledger/connect.ts';
import type { OutboxEntry, Task, TimelineEntry } from '../ledger/schema.ts';
import type { ListedTask } from '../ledger/tasks.ts';
import type { Asked } from './ask.ts';
import type { CaseDetail, CaseSummary, ListFilter } from './cases.ts';
import type { By, HoldOptions, ResumeOptions, WaitAgainOptions } from './commands.ts';
import type { Health } from './health.ts';
import type { ManagerSaid } from './manager.ts';
import type { Received, Reply, Told } from './messages.ts';
import type { OpenCase, OpenedCase } from './openCase.ts';
import type { Redrive, Redriven, RedriveOptions } from './redrive.ts';
import type { Rehearsal, Rehearse } from './rehearse/rehearse.ts';
import type { Choose } from './resolution.ts';

/**
 * All that a program can do with cases. Whatever is asked is in the ledger when the promise resolves; `started` and
 * `delivered` tell whether Temporal has heard of it too. Thrown: ClientError, FactError and CalendarError for what cannot
 * be done, LedgerUnavailable when nothing was kept.
 */
export interface Followthrough {
  /** Opens a case, or finds the one that the same occurrence opened before. */
  openCase(given: OpenCase): Promise<OpenedCase>;
  /** Everything the ledger has on a case. */
  show(caseId: string): Promise<CaseDetail>;
  /** Cases, newest first. */
  list(filter?: ListFilter): Promise<CaseSummary[]>;
  /** What happened in a case, oldest first. */
  timeline(caseId: string): Promise<TimelineEntry[]>;
  /** What lies ahead of a case if nobody answers. */
  plan(caseId: string): Promise<Planned[]>;

  /** The contact has answered: no contact starts any more that does not know of it. */
  reply(caseId: string, given: Reply): Promise<Received>;
  /** The thing waited for happened, in the procedure's word. */
  conditionMet(caseId: string, given: Told & { condition: string }): Promise<Asked>;
  /** A manager approved in another system. */
  managerApproved(caseId: string, given: ManagerSaid): Promise<Asked>;
  /** A manager declined in another system. */
  managerDeclined(caseId: string, given: ManagerSaid): Promise<Asked>;

  /** The case stands still until a date, or until `resume`. */
  hold(caseId: string, given: HoldOptions): Promise<Asked>;
  /** An answered or held case goes on with its next step. */
  resume(caseId: string, given: ResumeOptions): Promise<Asked>;
  /** The reply is what we waited for: the case ends as answered. */
  settle(caseId: string, given: By): Promise<Asked>;
  /** We have answered and wait again: a new round begins. */
  waitAgain(caseId: string, given: WaitAgainOptions): Promise<Asked>;
  /** The case is not followed up any more. */
  withdraw(caseId: string, given: By): Promise<Asked>;
  /** Changes what happens without an answer. */
  chooseResolution(caseId: string, given: Choose): Promise<Asked>;

  /** Open tasks, oldest first, unless asked otherwise. */
  tasks(filter?: { caseId?: string; role?: string; state?: Task['state'] }): Promise<ListedTask[]>;
  /** A person did a task, with one of its options. The first answer wins. */
  completeTask(taskId: string, option: string, given: By & { note?: string | undefined }): Promise<Asked>;
  /** What the sandbox connectors would have sent, oldest first. */
  outbox(filter?: { caseId?: string; limit?: number }): Promise<OutboxEntry[]>;

  /** Whether the ledger, Temporal and a worker answer right now, and which cases stand still. */
  health(): Promise<Health>;
  /** Delivers once what Temporal has not heard of yet. */
  redriveOnce(): Promise<Redriven>;
  /** Does so again and again. One process of an installation at least must. */
  startRedrive(options?: RedriveOptions): Redrive;
  /** Runs one case on the real engine with its time skipped; nobody is reached. */
  rehearse(given: Rehearse): Promise<Rehearsal>;

  /** The ledger, for programs that report from it. */
  readonly ledger: Ledger;
  /** Temporal's own client. */
  readonly engine: Client;
  close(): Promise<void>;
}
