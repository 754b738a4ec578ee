import { closeLedger, openLedger } from '../ledger/connect.ts';
import { withdrawApproval } from './approvals.ts';
import { automations, switchAutomation } from './automation.ts';
import {
  callAnsweredBy,
  callEnded,
  callForTask,
  callToStaffEnded,
  connectToContact,
  taskCalls,
} from './carrier/calls.ts';
import { carrierReport, followReports } from './carrier/report.ts';
import { lookAtBookings, noteBooking } from './bookings.ts';
import * as cases from './cases.ts';
import * as channels from './channels.ts';
import * as commands from './commands.ts';
import { allowOnce } from './contactRules/allowOnce.ts';
import { contactMade } from './contactRules/contactMade.ts';
import { mayContact } from './contactRules/mayContact.ts';
import { inconvenient, inconveniences, liftInconvenient } from './contactRules/inconvenient.ts';
import { suppressionsOf } from './contactRules/suppressions.ts';
import { noRefusal, takenForRefusals } from './contactRules/noRefusal.ts';
import { optIn, optOut, optOuts } from './contactRules/optOut.ts';
import { isUnsubscribeLink, unsubscribe } from './contactRules/unsubscribe.ts';
import type { Context } from './context.ts';
import { deliveries, delivery, replay } from './deliveries.ts';
import { dispute } from './dispute.ts';
import { engineClient, type TemporalOptions, type Undelivered } from './engine.ts';
import type { Followthrough } from './followthrough.ts';
import { contactHistory, correctContact } from './correctContact.ts';
import { erasuresOf } from './erasure/erasures.ts';
import { handOver } from './handOver.ts';
import { health } from './health.ts';
import { importList } from './import/importList.ts';
import { inbox, inboxItem } from './inbox.ts';
import { canImport } from './import/canImport.ts';
import { importRows, imports, showImport } from './import/imports.ts';
import { receiveEvent } from './intake/event.ts';
import * as apiKeys from './keys.ts';
import { decideByLink, readDecisionLink } from './decisions/link.ts';
import { readDecision } from './decisions/standing.ts';
import { managerApproved, managerDeclined } from './manager.ts';
import { conditionMet } from './messages.ts';
import { moveCases } from './move/moveCases.ts';
import { recalculate } from './move/recalculate.ts';
import { openCase } from './openCase.ts';
import { orphans } from './orphans.ts';
import { importOpenItems } from './openItems/importOpenItems.ts';
import { discrepancies, remarks } from './lookUps.ts';
import { outbox, outboxEntry } from './outbox.ts';
import { dropParked, editParked, parked, releaseParked } from './parked.ts';
import { away, back } from './people/absences.ts';
import { addPerson, changePerson, people, person, removePerson } from './people.ts';
import { Shelf } from './procedures.ts';
import { privacyOf } from './privacy/privacy.ts';
import * as views from './procedureViews.ts';
import { heard, heardFrom } from './receive/heard.ts';
import { receive } from './receive/receive.ts';
import { afterRestore } from './reconcile/afterRestore.ts';
import { clearDoubt, doubts, ledgerRestored } from './reconcile/doubts.ts';
import { reconcile } from './reconcile/reconcile.ts';
import { reconcileInRounds } from './reconcile/rounds.ts';
import { redriveOnce, startRedrive } from './redrive.ts';
import * as reports from './reports.ts';
import { reinstate } from './reinstate.ts';
import { rehearsals } from './rehearse/rehearsals.ts';
import { rehearse } from './rehearse/rehearse.ts';
import { assignReply, replies } from './replies.ts';
import { report } from './report/report.ts';
import { chooseResolution } from './resolution.ts';
import { reviewAction, reviewActions } from './reviews/action.ts';
import { letter, letterBatch } from './reviews/letter.ts';
import { statement, todayOf } from './statement.ts';
import { assignTask, completeTask, decide, snoozeTask, task, taskPage, tasks } from './tasks.ts';
import { Turns } from './turns.ts';
import { undelivered } from './undelivered.ts';
import { diffVersions, versions } from './versions/versions.ts';

export type { Planned } from '../domain/program/ahead.ts';
export type { Contact, OutboxEntry, TimelineEntry } from '../ledger/schema.ts';
export type { ListedTask } from '../ledger/tasks.ts';
export { type Actor, mayActFor, whoActs, whoActsIn } from './acting.ts';
export type { Asked } from './ask.ts';
export type { Booking, ReadBooking } from '../domain/verify/booking.ts';
export { type CallMade, refusalToCall } from './carrier/calls.ts';
export type { CaseDetail, CaseSummary, ListFilter } from './cases.ts';
export { caseIdOf, type CaseName, parseCaseId } from './caseId.ts';
export type { By, HoldOptions, ResumeOptions, WaitAgainOptions } from './commands.ts';
export type { TemporalOptions } from './engine.ts';
export { connectionTo, reached, temporalFrom } from './temporalFrom.ts';
export { freshKey, LOOK_MS } from './fresh.ts';
export { converting } from './payloads/converter.ts';
export { type Sealing, withCodec } from './payloads/keys.ts';
export type { AllowedOnce, AllowOnce } from './contactRules/allowOnce.ts';
export type { MadeOutside } from './contactRules/contactMade.ts';
export { type ContactAnswer, type MayContact, mayContact } from './contactRules/mayContact.ts';
export type { SaysInconvenient } from './contactRules/inconvenient.ts';
export type { NoRefusal } from './contactRules/noRefusal.ts';
export type { NoKept, SaysNo, SaysYes } from './contactRules/optOut.ts';
export { CLIENT_ERRORS, ClientError, type ClientErrorCode } from './errors.ts';
export type { Followthrough } from './followthrough.ts';
export type { Corrected, Corrections } from './correctContact.ts';
export { type Viewer, watched } from './privacy/watched.ts';
export type { Carried } from './erasure/carryOut.ts';
export type { Erase, ErasurePreview } from './erasure/erase.ts';
export type { ErasuresOf, KnownErasure } from './erasure/erasures.ts';
export type { Certificate } from '../ledger/erasure/certificate.ts';
export type { HandedOver, HandOver } from './handOver.ts';
export type { Health, Part } from './health.ts';
export { Undelivered } from './engine.ts';
export { ImportError } from '../domain/intake/errors.ts';
export type { NewCase } from '../domain/intake/row.ts';
export type { Imported, ImportList, ImportProgress } from './import/importList.ts';
export type { ImportRowsFilter, ImportSummary } from './import/imports.ts';
export type { Judge, Verdict } from './import/judge.ts';
export { ROW_OUTCOMES, type ImportRows as ImportRow, type RowOutcome } from '../ledger/imports/rows.ts';
export type { IncomingEvent, TakenEvent } from './intake/event.ts';
export type { CreatedKey, NewKey } from './keys.ts';
export { type Key, type Scope, SCOPES } from '../ledger/keys.ts';
export type { ManagerSaid } from './manager.ts';
export type { MoveCases } from './move/moveCases.ts';
export type { Recalculate } from './move/recalculate.ts';
export type { CaseChange, CaseChanges } from './move/run.ts';
export { type Orphan, ORPHANS } from './orphans.ts';
export type { ProcedureVersion, VersionDifferences } from './versions/versions.ts';
export type { Received, Reply, Told } from './messages.ts';
export type { OpenCase, OpenedCase } from './openCase.ts';
export { type ItemsFormat, PLAIN_FORMAT, readFormat } from './openItems/format.ts';
export type { Holds, ImportOpenItems } from './openItems/importOpenItems.ts';
export type { Opens } from './openItems/levels.ts';
export type { ImportedCustomer, Opening } from './openItems/opening.ts';
export { readCsv, readJson } from './openItems/read.ts';
export type { CustomerResult, ItemsImported, RowResult } from './openItems/results.ts';
export type { ReadRow } from './openItems/row.ts';
export type { Away, NotedAbsence } from './people/absences.ts';
export type { ChangedPerson, KeptPerson, ListedPerson, NewPerson, PersonDetail } from './people.ts';
export type { ListedProcedure, Previewed } from './procedureViews.ts';
export type { ClearDoubt } from './reconcile/doubts.ts';
export { FOUND, type Found } from './reconcile/judge.ts';
export type { Reconciliation, ReconcileOptions } from './reconcile/reconcile.ts';
export type { Redrive, Redriven, RedriveOptions } from './redrive.ts';
export type { ScheduledReport, ScheduleReport } from './reports.ts';
export type {
  Answer,
  Answers,
  Held,
  On,
  Rehearsal,
  Rehearse,
  RehearsedEntry,
} from './rehearse/rehearse.ts';
export type { Begin } from './rehearse/open.ts';
export { type Rehearsals, SEND_FAILURES } from './rehearse/rehearsals.ts';
export type { RehearsalCall, RehearsalState, RehearsalTask } from './rehearse/state.ts';
export type { PlayedTask } from './rehearse/tasks.ts';
export type { SendFailure } from '../ledger/rehearsals/rows.ts';
export type { Figures, Spread } from './report/figures.ts';
export type {
  Heard,
  ReceivedItem,
  ReceivedMail,
  ReceivedPost,
  ReceivedText,
  TakenItem,
} from './receive/item.ts';
export type { InboxFilter } from '../ledger/inbox/inbox.ts';
export type { InboxItem } from '../ledger/inbox/rows.ts';
export type { AssignedReply, ReceivedFrom } from './replies.ts';
export type { Report, ReportOptions, VersionReport, WeekReport } from './report/report.ts';
export type { Choose } from './resolution.ts';
export { optionsOf, plainOption, SHORTCUTS } from './tasks.ts';
export type {
  Assign,
  Done,
  PutOff,
  TaskOption,
  TaskPage,
  TaskPageFilter,
  When,
} from './tasks.ts';
export type { WithdrawApproval } from './approvals.ts';
export type { Reinstate } from './reinstate.ts';
export type { LinkState } from './decisions/link.ts';
export type { ReportKept } from './undelivered.ts';
export type { Unassigned } from '../ledger/unassigned.ts';
export { type DecisionNotice, decisionNotice } from './decisions/notice.ts';
export { sweepDecisions, type SweepOptions, type Swept } from './decisions/sweep.ts';
export type { Letter, Post } from './decisions/post.ts';
export { answerIn, type Clicked, standOf } from './decisions/card.ts';
export type { Chat } from './decisions/chat.ts';
export type { Standing } from './decisions/standing.ts';
export type { HistoryLine } from './history/history.ts';
export type { LevelAutomation, SwitchAutomation } from './automation.ts';
export type { ChannelState, SwitchChannel } from './channels.ts';
export type { DeliveryDetail } from './deliveries.ts';
export type { DisputeItem } from './dispute.ts';
export type { Edit, Parked, Release } from './parked.ts';
export type { ActionDone } from './reviews/action.ts';
export type { LetterBatch, PrintedLetters } from './reviews/letter.ts';
export type { ReviewAction } from './reviews/review.ts';
export type { CaseStatement, StatementOptions } from './statement.ts';
export { statementDocument } from './statementDocument.ts';

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
  /** Folder in which the register of erasures is kept, beside the backups; absent: in the ledger only. */
  erasuresDir?: string;
  /** Folder of fetched reports: an erasure deletes those that name the person. */
  reportsDir?: string;
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
    ...(options.erasuresDir === undefined ? {} : { erasuresDir: options.erasuresDir }),
    ...(options.reportsDir === undefined ? {} : { reportsDir: options.reportsDir }),
  };
  const bound =
    <Given extends unknown[], Result>(work: (context: Context, ...given: Given) => Result) =>
    (...given: Given): Result =>
      work(context, ...given);
  return {
    openCase: bound(openCase),
    importList: bound(importList),
    canImport: bound(canImport),
    imports: bound(imports),
    showImport: bound(showImport),
    importRows: bound(importRows),
    scheduleReport: bound(reports.scheduleReport),
    scheduledReports: bound(reports.scheduledReports),
    pauseReport: bound(reports.pauseReport),
    resumeReport: bound(reports.resumeReport),
    runReport: bound(reports.runReport),
    removeReport: bound(reports.removeReport),
    receiveEvent: bound(receiveEvent),
    summary: bound(cases.summary),
    show: bound(cases.show),
    list: bound(cases.list),
    timeline: bound(cases.timeline),
    plan: bound(cases.plan),
    history: bound(cases.history),
    reply: bound(heard),
    replyFrom: bound(heardFrom),
    receive: bound(receive),
    inbox: bound(inbox),
    inboxItem: bound(inboxItem),
    replies: bound(replies),
    assignReply: bound(assignReply),
    undelivered: bound(undelivered),
    carrierReport: bound(carrierReport),
    followReports: bound(followReports),
    callForTask: bound(callForTask),
    taskCalls: bound(taskCalls),
    connectToContact: bound(connectToContact),
    callAnsweredBy: bound(callAnsweredBy),
    callEnded: bound(callEnded),
    callToStaffEnded: bound(callToStaffEnded),
    conditionMet: bound(conditionMet),
    noteBooking: bound(noteBooking),
    lookAtBookings: bound(lookAtBookings),
    managerApproved: bound(managerApproved),
    managerDeclined: bound(managerDeclined),
    hold: bound(commands.hold),
    resume: bound(commands.resume),
    settle: bound(commands.settle),
    waitAgain: bound(commands.waitAgain),
    withdraw: bound(commands.withdraw),
    chooseResolution: bound(chooseResolution),
    handOver: bound(handOver),
    correctContact: bound(correctContact),
    contactHistory: bound(contactHistory),
    remarks: bound(remarks),
    discrepancies: bound(discrepancies),
    people: bound(people),
    person: bound(person),
    addPerson: bound(addPerson),
    changePerson: bound(changePerson),
    removePerson: bound(removePerson),
    away: bound(away),
    back: bound(back),
    tasks: bound(tasks),
    task: bound(task),
    taskPage: bound(taskPage),
    completeTask: bound(completeTask),
    decide: bound(decide),
    snoozeTask: bound(snoozeTask),
    assignTask: bound(assignTask),
    withdrawApproval: bound(withdrawApproval),
    reinstate: bound(reinstate),
    readDecision: bound(readDecision),
    readDecisionLink: bound(readDecisionLink),
    decideByLink: bound(decideByLink),
    reviewAction: bound(reviewAction),
    reviewActions: bound(reviewActions),
    letter: bound(letter),
    letterBatch: bound(letterBatch),
    switchAutomation: bound(switchAutomation),
    automations: bound(automations),
    dispute: bound(dispute),
    importOpenItems: bound(importOpenItems),
    statement: bound(statement),
    todayOf: bound(todayOf),
    outbox: bound(outbox),
    outboxEntry: bound(outboxEntry),
    channels: bound(channels.channels),
    channelOff: bound(channels.channelOff),
    channelOn: bound(channels.channelOn),
    channelLog: bound(channels.channelLog),
    parked: bound(parked),
    releaseParked: bound(releaseParked),
    editParked: bound(editParked),
    dropParked: bound(dropParked),
    deliveries: bound(deliveries),
    delivery: bound(delivery),
    replay: bound(replay),
    isUnsubscribeLink: bound(isUnsubscribeLink),
    unsubscribe: bound(unsubscribe),
    optOut: bound(optOut),
    optIn: bound(optIn),
    noRefusal: bound(noRefusal),
    takenForRefusals: bound(takenForRefusals),
    optOuts: bound(optOuts),
    allowOnce: bound(allowOnce),
    inconvenient: bound(inconvenient),
    inconveniences: bound(inconveniences),
    liftInconvenient: bound(liftInconvenient),
    suppressions: suppressionsOf(context),
    contactMade: bound(contactMade),
    mayContact: (given) => mayContact(ledger, given),
    report: bound(report),
    procedures: bound(views.procedures),
    checkProcedures: bound(views.checkProcedures),
    explainProcedure: bound(views.explainProcedure),
    previewProcedure: bound(views.previewProcedure),
    createKey: bound(apiKeys.createKey),
    keys: bound(apiKeys.keys),
    revokeKey: bound(apiKeys.revokeKey),
    checkKey: bound(apiKeys.checkKey),
    noteKeyUse: bound(apiKeys.noteKeyUse),
    hasKeys: bound(apiKeys.hasKeys),
    versions: bound(versions),
    diffVersions: bound(diffVersions),
    moveCases: bound(moveCases),
    recalculate: bound(recalculate),
    orphans: bound(orphans),
    reconcile: bound(reconcile),
    afterRestore: bound(afterRestore),
    reconcileInRounds: bound(reconcileInRounds),
    doubts: bound(doubts),
    clearDoubt: bound(clearDoubt),
    ledgerRestored: bound(ledgerRestored),
    health: bound(health),
    redriveOnce: bound(redriveOnce),
    startRedrive: bound(startRedrive),
    rehearse: bound(rehearse),
    rehearsals: rehearsals(context),
    erasures: erasuresOf(context),
    privacy: privacyOf(context),
    ledger,
    engine,
    async close() {
      await engine.connection.close();
      await closeLedger(ledger);
    },
  };
}
