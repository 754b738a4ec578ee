import type { Client } from '@temporalio/client';
import type { Selectable } from 'kysely';
import type { LocalDate } from '../domain/calendar/localTime.ts';
import type { PreviewCase } from '../domain/preview/preview.ts';
import type { Problem } from '../domain/problem.ts';
import type { Planned } from '../domain/program/ahead.ts';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from '../ledger/connect.ts';
import type { ImportRows as ImportRow } from '../ledger/imports/rows.ts';
import type { KeptInconvenient } from '../ledger/contactRules/inconvenient.ts';
import type { CarrierReport, OpenReport, WhenLost } from '../ledger/carrier/reports.ts';
import type { Doubted } from '../ledger/contactRules/misread.ts';
import type { OptOut } from '../ledger/contactRules/optOuts.ts';
import type { Key } from '../ledger/keys.ts';
import type { OutboxEntry, Task } from '../ledger/schema.ts';
import type { ListedTask } from '../ledger/tasks.ts';
import type { ToldEntry } from '../ledger/timeline.ts';
import type { InboxFilter } from '../ledger/inbox/inbox.ts';
import type { InboxItem } from '../ledger/inbox/rows.ts';
import type { Unassigned } from '../ledger/unassigned.ts';
import type { Asked } from './ask.ts';
import type { ReadBooking } from '../domain/verify/booking.ts';
import type { CallMade } from './carrier/calls.ts';
import type { CaseDetail, CaseSummary, ListFilter } from './cases.ts';
import type { By, HoldOptions, ResumeOptions, WaitAgainOptions } from './commands.ts';
import type { ContactChange } from '../ledger/lookups/contactChanges.ts';
import type { Discrepancy } from '../ledger/lookups/discrepancies.ts';
import type { Remark } from '../ledger/lookups/looked.ts';
import type { Corrected, Corrections } from './correctContact.ts';
import type { HandedOver, HandOver } from './handOver.ts';
import type { AllowedOnce, AllowOnce } from './contactRules/allowOnce.ts';
import type { MadeOutside } from './contactRules/contactMade.ts';
import type { ContactAnswer, MayContact } from './contactRules/mayContact.ts';
import type { SaysInconvenient } from './contactRules/inconvenient.ts';
import type { SuppressionsOf } from './contactRules/suppressions.ts';
import type { NoRefusal } from './contactRules/noRefusal.ts';
import type { NoKept, SaysNo, SaysYes } from './contactRules/optOut.ts';
import type { ErasuresOf } from './erasure/erasures.ts';
import type { Health } from './health.ts';
import type { Imported, ImportList } from './import/importList.ts';
import type { ImportRowsFilter, ImportSummary } from './import/imports.ts';
import type { IncomingEvent, TakenEvent } from './intake/event.ts';
import type { CreatedKey, NewKey } from './keys.ts';
import type { ManagerSaid } from './manager.ts';
import type { MoveCases } from './move/moveCases.ts';
import type { Recalculate } from './move/recalculate.ts';
import type { CaseChanges } from './move/run.ts';
import type { Orphan } from './orphans.ts';
import type { Resolved } from './versions/resolve.ts';
import type { ProcedureVersion, VersionDifferences } from './versions/versions.ts';
import type { Received, Reply, Told } from './messages.ts';
import type { OpenCase, OpenedCase } from './openCase.ts';
import type { ImportOpenItems } from './openItems/importOpenItems.ts';
import type { ItemsImported } from './openItems/results.ts';
import type { Privacy } from './privacy/privacy.ts';
import type { ListedProcedure, Previewed } from './procedureViews.ts';
import type { Doubt } from '../ledger/standings/doubts.ts';
import type { ClearDoubt } from './reconcile/doubts.ts';
import type { Reconciliation, ReconcileOptions } from './reconcile/reconcile.ts';
import type { Redrive, Redriven, RedriveOptions } from './redrive.ts';
import type { Away, NotedAbsence } from './people/absences.ts';
import type { ChangedPerson, KeptPerson, ListedPerson, NewPerson, PersonDetail } from './people.ts';
import type { ScheduledReport, ScheduleReport } from './reports.ts';
import type { Heard, ReceivedItem, TakenItem } from './receive/item.ts';
import type { Rehearsals } from './rehearse/rehearsals.ts';
import type { Rehearsal, Rehearse } from './rehearse/rehearse.ts';
import type { AssignedReply, ReceivedFrom } from './replies.ts';
import type { Report, ReportOptions } from './report/report.ts';
import type { Choose } from './resolution.ts';
import type { Assign, Done, PutOff, TaskPage, TaskPageFilter } from './tasks.ts';
import type { WithdrawApproval } from './approvals.ts';
import type { Reinstate } from './reinstate.ts';
import type { LinkState } from './decisions/link.ts';
import type { Standing } from './decisions/standing.ts';
import type { HistoryLine } from './history/history.ts';
import type { LevelAutomation, SwitchAutomation } from './automation.ts';
import type { ChannelState, SwitchChannel } from './channels.ts';
import type { DeliveryDetail } from './deliveries.ts';
import type { DisputeItem } from './dispute.ts';
import type { Edit, Parked, Release } from './parked.ts';
import type { SwitchLog } from '../ledger/channels/rows.ts';
import type { WebhookTry } from '../ledger/channels/tries.ts';
import type { ActionDone } from './reviews/action.ts';
import type { LetterBatch, PrintedLetters } from './reviews/letter.ts';
import type { ReviewAction } from './reviews/review.ts';
import type { CaseStatement, StatementOptions } from './statement.ts';
import type { ReportKept } from './undelivered.ts';

/**
 * All that a program can do with cases. Whatever is asked is in the ledger when the promise resolves; `started` and
 * `delivered` tell whether Temporal has heard of it too. Thrown: ClientError, FactError and CalendarError for what cannot
 * be done, LedgerUnavailable when nothing was kept.
 */
export interface Followthrough {
  /** Opens a case, or finds the one that the same occurrence opened before. */
  openCase(given: OpenCase): Promise<OpenedCase>;
  /** Opens a case for each row of a list that needs one; the same list twice opens nothing twice. Thrown besides: ImportError. */
  importList(given: ImportList): Promise<Imported>;
  /** Throws if no list of this procedure can be imported, or none of this outside system. */
  canImport(procedure: string, by?: { source?: string | null }): Promise<void>;
  /** Imports, newest first. */
  imports(filter?: { limit?: number | undefined; before?: string | undefined }): Promise<ImportSummary[]>;
  /** One import, by its id or the end of it. */
  showImport(meant: string): Promise<ImportSummary>;
  /** What became of the rows of an import, in the order of the list. */
  importRows(id: string, filter?: ImportRowsFilter): Promise<ImportRow[]>;
  /** Has a report fetched and imported again and again; scheduled before, it gets the new hours. */
  scheduleReport(given: ScheduleReport): Promise<void>;
  scheduledReports(): Promise<ScheduledReport[]>;
  pauseReport(report: string, by: string): Promise<void>;
  resumeReport(report: string, by: string): Promise<void>;
  /** Fetches and imports a report now, unless it is at work already. */
  runReport(report: string): Promise<void>;
  removeReport(report: string): Promise<void>;
  /** An event of another system opens a case, or starts a new round of one. Thrown besides: ImportError. */
  receiveEvent(given: IncomingEvent): Promise<TakenEvent>;
  /** How a case stands, without anything about the person. */
  summary(caseId: string): Promise<CaseSummary>;
  /** Everything the ledger has on a case. */
  show(caseId: string): Promise<CaseDetail>;
  /** Cases, newest first. */
  list(filter?: ListFilter): Promise<CaseSummary[]>;
  /** What happened in a case, oldest first. */
  timeline(caseId: string): Promise<ToldEntry[]>;
  /** What lies ahead of a case if nobody answers. */
  plan(caseId: string): Promise<Planned[]>;

  /** The contact has answered: no contact starts any more that does not know of it. A refusal in it holds at once. */
  reply(caseId: string, given: Reply): Promise<Received & Heard>;
  /** Somebody has answered, and only the address is known: all open cases of it pause until a person assigns the reply. */
  replyFrom(given: Reply & { address: string }): Promise<ReceivedFrom & Heard>;
  /** Takes a mail, a text message or a post as it comes in: understands it, keeps it, and does what follows from it. */
  receive(item: ReceivedItem): Promise<TakenItem>;
  /** What came in, newest first, with what it was taken for and what was done about it. */
  inbox(filter?: InboxFilter): Promise<InboxItem[]>;
  /** One thing that came in, by its id or the end of it. */
  inboxItem(meant: string): Promise<InboxItem>;
  /** Replies that nobody has assigned, oldest first, each with the open cases that it pauses. */
  replies(filter?: { after?: string | undefined; limit?: number | undefined }): Promise<Unassigned[]>;
  /** A person says which case a reply belongs to, or `none`. */
  assignReply(id: string, to: string, given: Pick<By, 'by'>): Promise<AssignedReply>;
  /** A message did not arrive: it was no attempt and no warning. */
  undelivered(messageId: string, given?: { source?: string | undefined }): Promise<ReportKept>;
  /** A carrier says how far a text is; late and repeated words change nothing. */
  carrierReport(report: CarrierReport): Promise<{ known: boolean; moved: boolean }>;
  /** Does what follows from carriers' reports; `onLost`: what else follows from a text that did not arrive. */
  followReports(
    onLost: (report: OpenReport) => Promise<WhenLost>,
    limit?: number,
  ): Promise<{ followed: number }>;
  /** A person wants to be put through to the contact of a call's task: their own telephone rings first. */
  callForTask(taskId: string, given: Pick<By, 'by' | 'id'>): Promise<{ id: string }>;
  /** What was seen of the calls of a task, oldest first: suggestions, never its outcome. */
  taskCalls(taskId: string): Promise<CallMade[]>;
  /** The person who calls has pressed a key: may the contact be rung now? */
  connectToContact(
    callId: string,
  ): Promise<{ connect: true; toNumber: string } | { connect: false; because: string }>;
  /** Who picked up, as far as a machine can tell: human, machine, fax or unknown. */
  callAnsweredBy(callId: string, answeredBy: string): Promise<void>;
  /** The contact's end of a call is over, in the provider's word. */
  callEnded(callId: string, given: { result: string; seconds: number | null }): Promise<void>;
  /** The call to the person who calls is over, in the provider's word. */
  callToStaffEnded(callId: string, status: string): Promise<void>;
  /** The thing waited for happened, in the procedure's word. */
  conditionMet(caseId: string, given: Told & { condition: string }): Promise<Asked>;
  /** A booking system says that something happened to an appointment: it is kept, and will be looked at. */
  noteBooking(appointment: string): Promise<void>;
  /** Looks at those appointments, and tells the cases that wait for them. */
  lookAtBookings(read: ReadBooking): Promise<number>;
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
  /** The contact's data were wrong: no contact starts with the old ones any more. */
  correctContact(caseId: string, given: Corrections, told: Pick<By, 'by'>): Promise<Corrected>;
  /** Every correction of a case's contact, oldest first. */
  contactHistory(caseId: string): Promise<(ContactChange & { at: Instant; by: string })[]>;
  /** What the look-ups of a case saw for the report. */
  remarks(caseId: string): Promise<Remark[]>;
  /** Where reports and systems contradict each other, newest first; answered ones only with `all`. */
  discrepancies(filter?: { caseId?: string; all?: boolean; limit?: number }): Promise<Discrepancy[]>;
  /** Another person owns the case and signs its messages from now on. */
  handOver(caseId: string, given: HandOver): Promise<HandedOver>;

  /** All tasks of a case or role, oldest first; open ones unless asked otherwise. */
  tasks(filter?: { caseId?: string; role?: string; state?: Task['state'] }): Promise<ListedTask[]>;
  /** One task, open or not. */
  task(id: string): Promise<ListedTask>;
  /** What people have to do, by urgency, page by page. */
  taskPage(filter?: TaskPageFilter): Promise<TaskPage>;
  /** A person did a task, with one of its options. The first answer wins. */
  completeTask(taskId: string, option: string, given: Done): Promise<Asked>;
  /** The answer to a decision. */
  decide(taskId: string, option: string, given: By & { reason?: string | undefined }): Promise<Asked>;
  /** "Do it later": the task is hidden until then. */
  snoozeTask(taskId: string, given: PutOff): Promise<Asked>;
  /** A person has the task from now on, or nobody in particular. */
  assignTask(taskId: string, given: Assign): Promise<Asked>;
  /** Takes an approval back, until the act is done. */
  withdrawApproval(caseId: string, given: WithdrawApproval): Promise<Asked>;
  /** A manager takes an ended case up again, as a new case. */
  reinstate(caseId: string, given: Reinstate): Promise<OpenedCase>;
  /** How a decision stands for one of the staff; changes nothing. */
  readDecision(taskId: string, person: string): Promise<Standing>;
  /** How a link to a decision stands; changes nothing. */
  readDecisionLink(token: string): Promise<LinkState>;
  /** Decides as the person whom the link was made for. */
  decideByLink(token: string, given: { option: string; reason?: string | undefined }): Promise<Asked>;
  /** What happened in a case, in words, with what the contact wrote and people said. */
  history(caseId: string): Promise<HistoryLine[]>;
  /** Something was done about an account that is to be looked at: `letter`, `email` (it is sent now), or an own action. */
  reviewAction(taskOrCase: string, action: string, given: By): Promise<ActionDone>;
  /** What can be done about it. */
  reviewActions(taskOrCase: string): Promise<ReviewAction[]>;
  /** Its letter as PDF; printing it is logged. Thrown besides: StatementError. */
  letter(taskOrCase: string, given: By): Promise<Buffer>;
  /** The letters of all accounts that are due and suggest one, as one PDF; each is logged. */
  letterBatch(given: LetterBatch): Promise<PrintedLetters>;
  /** The email of a level goes out by itself from now on, or no longer does. */
  switchAutomation(given: SwitchAutomation): Promise<LevelAutomation>;
  /** All levels of a procedure, or of every one, and whether they send by themselves. */
  automations(procedure?: string): Promise<LevelAutomation[]>;
  /** An invoice is disputed, or settled. */
  dispute(caseId: string, given: DisputeItem): Promise<{ changed: boolean; delivered: boolean }>;
  /** Takes what customers owe, as another system tells it, and tells their cases. */
  importOpenItems(given: ImportOpenItems): Promise<ItemsImported>;
  /** The local date of the company, by the calendar of a procedure, now or at an instant. */
  todayOf(procedure: string, at?: Instant): Promise<LocalDate>;
  /** What the customer of a case owes. */
  statement(caseId: string, options?: StatementOptions): Promise<CaseStatement>;
  /** Somebody does not want to be reached: holds at once, in every case. */
  optOut(given: SaysNo): Promise<NoKept>;
  /** Somebody agrees to be reached: the only way back from an opt-out, and it needs evidence. */
  optIn(given: SaysYes): Promise<{ ids: string[]; address: string }>;
  /** An item of the inbox was taken for a refusal by its words, and is none: what held before it holds again. */
  noRefusal(meant: string, given: Pick<By, 'by'>): Promise<NoRefusal>;
  /** Words in a case that were taken for a refusal and may be none. */
  takenForRefusals(caseId: string): Promise<Doubted[]>;
  /** Opt-outs that hold, newest first; `before` is the id of the last one of the page before. */
  optOuts(filter?: { address?: string; limit?: number; before?: string }): Promise<OptOut[]>;
  /** One attempt may go out although quiet hours or a cap refuse it. */
  allowOnce(caseId: string, given: AllowOnce): Promise<AllowedOnce>;
  /** When, or at which address, somebody does not want to be reached: holds at once, in every case. */
  inconvenient(given: SaysInconvenient): Promise<{ id: string; address: string }>;
  inconveniences(filter?: { address?: string; limit?: number }): Promise<KeptInconvenient[]>;
  liftInconvenient(id: string, given: { by: string }): Promise<void>;
  readonly suppressions: SuppressionsOf;
  /** Somebody was in touch with the contact outside: it counts from now on. */
  contactMade(caseId: string, given: MadeOutside): Promise<{ id: string }>;
  /** Whether the contact may be called or written to now, by the rules that every send passes. */
  mayContact(given: MayContact): Promise<ContactAnswer>;
  /** What the sandbox connectors would have sent, oldest first. */
  outbox(filter?: {
    caseId?: string;
    limit?: number;
    after?: { at: Instant; id: string };
  }): Promise<OutboxEntry[]>;
  /** One of them, by its id. */
  outboxEntry(id: string): Promise<OutboxEntry>;
  /** Every channel, and whether it works, is switched off or failing. */
  channels(): Promise<ChannelState[]>;
  /** Stops a channel for everybody, or `all`: steps wait, no case fails. */
  channelOff(given: SwitchChannel): Promise<{ changed: boolean }>;
  /** The channel goes on; what has waited goes out bit by bit. */
  channelOn(given: SwitchChannel): Promise<{ changed: boolean }>;
  /** Who switched what, newest first. */
  channelLog(filter?: { limit?: number }): Promise<Selectable<SwitchLog>[]>;
  /** What could not be done and waits for a person, oldest first. */
  parked(filter?: {
    caseId?: string | undefined;
    after?: { at: Instant; id: string } | undefined;
    limit?: number;
  }): Promise<Parked[]>;
  /** It goes out again, after a person has made sure that it did not arrive. */
  releaseParked(id: string, given: Release): Promise<Asked>;
  /** It goes out again, to the right address or in other words. */
  editParked(id: string, given: Edit): Promise<Asked>;
  /** It counts as not sent. */
  dropParked(id: string, given: By & { note: string }): Promise<Asked>;
  /** Tries of webhooks that went out in the last 30 days, newest first. */
  deliveries(filter?: {
    caseId?: string | undefined;
    failed?: boolean;
    before?: string | undefined;
    limit?: number;
  }): Promise<WebhookTry[]>;
  /** One of them, with the bytes that went out. */
  delivery(id: string): Promise<DeliveryDetail>;
  /** The same bytes go out once more under the same id; a worker sends them. */
  replay(id: string, given: Pick<By, 'by' | 'id'> & { note: string }): Promise<{ id: string }>;
  /** Whether a link to unsubscribe is one of ours; changes nothing. */
  isUnsubscribeLink(token: string): Promise<boolean>;
  /** Whoever got the email of a link wants no more by email. False: the link is none of ours. */
  unsubscribe(token: string): Promise<boolean>;
  /** How a procedure works, by week and by version. */
  report(procedure: string, options?: ReportOptions): Promise<Report>;

  /** The staff by id; those who have left only with `all`. */
  people(filter?: { role?: string | undefined; all?: boolean | undefined }): Promise<ListedPerson[]>;
  /** Everything about one of them. */
  person(id: string): Promise<PersonDetail>;
  /** Adds somebody to the staff; from the first one on, whoever acts must be one of them. */
  addPerson(given: NewPerson & Pick<By, 'by'>): Promise<KeptPerson>;
  /** Changes what is named and leaves the rest. */
  changePerson(id: string, given: ChangedPerson & Pick<By, 'by'>): Promise<KeptPerson>;
  /** Somebody has left: acts, answers and signs no more. */
  removePerson(id: string, given: Pick<By, 'by'>): Promise<KeptPerson>;
  /** Somebody is away for a time, and another person stands in. */
  away(id: string, given: Away & Pick<By, 'by'>): Promise<NotedAbsence>;
  /** Somebody is here from now on. */
  back(id: string, given: Pick<By, 'by'>): Promise<{ ended: number }>;

  /** The procedures as their files are today, those with problems included. */
  procedures(): Promise<ListedProcedure[]>;
  /** Everything that is wrong in their files, or in those of one of them. */
  checkProcedures(name?: string): Promise<Problem[]>;
  /** A procedure in plain English. */
  explainProcedure(name: string, variant?: string): Promise<string>;
  /** Every date of a case before it is opened, if nobody answers. */
  previewProcedure(name: string, given: Previewed): Promise<PreviewCase>;

  /** Makes a key for the gateway; its secret is shown this once. */
  createKey(given: NewKey & Pick<By, 'by'>): Promise<CreatedKey>;
  /** Keys that can be used, newest first; the others only with `all`. */
  keys(filter?: { all?: boolean }): Promise<Key[]>;
  /** Nobody gets in with it any more. */
  revokeKey(id: string, given: Pick<By, 'by'>): Promise<Key>;
  /** The key that a text is, if it can be used. */
  checkKey(text: string): Promise<Key | undefined>;
  /** It was used just now. */
  noteKeyUse(id: string): Promise<void>;
  /** Whether there has ever been a key. */
  hasKeys(): Promise<boolean>;

  /** Every version of a procedure that cases have run on, oldest first, and what its files say now. */
  versions(procedure: string): Promise<ProcedureVersion[]>;
  /** What one version does otherwise than another, in plain English. A version is a number, the beginning of a hash, or `file`. */
  diffVersions(procedure: string, from: string, to: string): Promise<VersionDifferences>;
  /** Has open cases follow another version, each judged by itself; without `apply` it only looks. */
  moveCases(given: MoveCases): Promise<CaseChanges & { to: Resolved }>;
  /** Has open cases take their dates anew after a change of the calendar; without `apply` it only looks. */
  recalculate(given: Recalculate): Promise<CaseChanges>;
  /** Open cases that nothing will touch any more, and open tasks of cases that have ended. There should be none. */
  orphans(): Promise<Orphan[]>;
  /** Compares the ledger's open cases with Temporal's runs, and puts right what differs. */
  reconcile(options?: ReconcileOptions): Promise<Reconciliation>;
  /** The same every few minutes, however many processes ask; null: not now. */
  reconcileInRounds(): Promise<Reconciliation | null>;
  /** What must be done with a restored ledger before a worker runs; else nothing. */
  afterRestore(): Promise<void>;
  /** Cases in which nothing goes out until a person is sure of what went out before. */
  doubts(): Promise<Doubt[]>;
  /** A person is sure of them: what they have due goes out from now on. */
  clearDoubt(given: ClearDoubt): Promise<string[]>;
  /** The ledger was made from a backup by other means than `followthrough restore`: all open cases are in doubt. */
  ledgerRestored(given: { backup: string; takenAt: Instant | null; by: string }): Promise<number>;

  /** Whether the ledger, Temporal and a worker answer right now, and which cases stand still. */
  health(): Promise<Health>;
  /** Delivers once what Temporal has not heard of yet. */
  redriveOnce(): Promise<Redriven>;
  /** Does so again and again. One process of an installation at least must. */
  startRedrive(options?: RedriveOptions): Redrive;
  /** Runs one case on the real engine with its time skipped; nobody is reached. */
  rehearse(given: Rehearse): Promise<Rehearsal>;
  /** A case on the real engine that goes on when it is told to: its clock is moved by hand; nobody is reached. */
  readonly rehearsals: Rehearsals;
  /** Removing people for good, with a certificate. */
  readonly erasures: ErasuresOf;
  /** Where and how patients want to be reached. */
  readonly privacy: Privacy;

  /** The ledger, for programs that report from it. */
  readonly ledger: Ledger;
  /** Temporal's own client. */
  readonly engine: Client;
  close(): Promise<void>;
}
