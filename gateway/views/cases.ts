import type { Static } from 'typebox';
import type { CaseDetail, CaseSummary, Planned } from '../../client/index.ts';
import { eventWords } from '../../client/wording.ts';
import type { InboundMessage } from '../../ledger/schema.ts';
import type * as schemas from '../schemas/cases.ts';
import { iso, isoOrNull } from './moments.ts';
import { taskView } from './tasks.ts';

export function summaryView(found: CaseSummary): Static<typeof schemas.CaseSummary> {
  const { openedAt, closedAt, nextAt, ...plain } = found;
  return { ...plain, nextAt: isoOrNull(nextAt), openedAt: iso(openedAt), closedAt: isoOrNull(closedAt) };
}

export function detailView(found: CaseDetail): Static<typeof schemas.CaseDetail> {
  const { calendar, facts, contact, plan, tasks, replies, toAssign, timeline } = found;
  const slots = Object.entries(plan?.slots ?? {});
  return {
    ...summaryView(found),
    calendar,
    facts,
    contact,
    plan: plan && {
      zone: plan.zone,
      dayZero: plan.dayZero,
      moved: plan.moved,
      steps: slots.map(([step, { at, label }]) => ({ step, at: iso(at), label })),
    },
    tasks: tasks.map(taskView),
    replies: replies.map(replyView),
    toAssign: toAssign.map(replyView),
    timeline: timeline.map(entryView),
  };
}

export function entryView(entry: CaseDetail['timeline'][number]): Static<typeof schemas.TimelineEntry> {
  const { at, round, what, about, because, by, note, until } = entry;
  return {
    at: iso(at),
    round,
    what,
    about,
    because,
    words: eventWords(entry),
    by,
    note,
    until: isoOrNull(until),
  };
}

export function replyView(message: InboundMessage): Static<typeof schemas.Reply> {
  const { id, channel, source, address, text } = message;
  return {
    id,
    caseId: message.case_id,
    channel,
    source,
    eventId: message.event_id,
    address,
    text,
    receivedAt: iso(message.received_at),
    afterEnd: message.after_end,
    releasedAt: isoOrNull(message.released_at),
  };
}

export function plannedView({ at, ...plain }: Planned): Static<typeof schemas.PlannedStep> {
  return { ...plain, at: isoOrNull(at) };
}
