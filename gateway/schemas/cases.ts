import { Type } from 'typebox';
import { STOPS } from '../../domain/gate/stops.ts';
import { OUTCOMES } from '../../domain/program/program.ts';
import { STATUSES } from '../../domain/program/state.ts';
import { exactly, Moment, NAME, nullable, oneOf, ref } from './common.ts';
import { Task } from './tasks.ts';

const TEXT = Type.String({ maxLength: 10_000 });
const ADDRESS = Type.String({ maxLength: 320 });

export const Contact = exactly(
  {
    name: Type.Optional(ADDRESS),
    email: Type.Optional(ADDRESS),
    phone: Type.Optional(Type.String({ maxLength: 320, description: 'With + and the code of the country.' })),
    portal: Type.Optional(Type.String({ maxLength: 320, description: 'The id in the portal.' })),
    locale: Type.Optional(ADDRESS),
    zone: Type.Optional(ADDRESS),
    address: Type.Optional(
      exactly({
        country: Type.Optional(NAME),
        region: Type.Optional(NAME),
        lines: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 6 })),
      }),
    ),
    ceaseContact: Type.Optional(Type.Boolean()),
    attorney: Type.Optional(Type.Boolean()),
    consent: Type.Optional(
      Type.Record(Type.String(), Type.Boolean(), { description: 'Channel → whether the person has agreed.' }),
    ),
  },
  { $id: 'Contact', description: 'The person we wait on. Kept in the ledger only.' },
);

/** What the procedure itself asks for is checked by the client. */
export const OpenCase = exactly(
  {
    procedure: Type.String({ minLength: 1, maxLength: 200, examples: ['case-alert'] }),
    source: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'The outside system that knows the occurrence.',
      examples: ['lab-crm'],
    }),
    id: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Its id of this occurrence: the same one never opens a second case.',
      examples: ['alert-1001'],
    }),
    variant: Type.Optional(NAME),
    calendar: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description:
          "Name of the calendar that it counts by, such as the client's site's; absent: the procedure's.",
      }),
    ),
    owner: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'A role.' })),
    ownerPerson: Type.Optional(NAME),
    attemptsMade: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1_000,
        description: 'Made elsewhere before: the case goes on behind them.',
      }),
    ),
    rehearsal: Type.Optional(Type.Boolean()),
    facts: Type.Record(Type.String({ maxLength: 200 }), Type.Union([TEXT, Type.Number(), Type.Null()]), {
      description: 'What the procedure asks for; moments as ISO 8601 with their offset.',
    }),
    contact: Type.Optional(ref(Contact)),
  },
  { $id: 'OpenCase' },
);

export const OpenedCase = Type.Object(
  {
    id: Type.String(),
    existing: Type.Boolean({ description: 'The occurrence had a case before: nothing new was started.' }),
    differs: Type.Optional(
      Type.Array(Type.String(), { description: 'What that case has otherwise than it was given now.' }),
    ),
    warnings: Type.Optional(
      Type.Array(Type.String(), {
        description: 'What whoever opened it should know: an address is missing, dates have passed.',
      }),
    ),
    started: Type.Boolean({ description: 'False: kept, and started as soon as Temporal can be reached.' }),
    because: Type.Optional(Type.String()),
    workflowId: Type.String(),
  },
  { $id: 'OpenedCase' },
);

const STATUS = Type.Unsafe<(typeof STATUSES)[number]>({ type: 'string', enum: [...STATUSES] });
const OUTCOME = Type.Unsafe<(typeof OUTCOMES)[number]>({ type: 'string', enum: [...OUTCOMES] });

const standing = {
  status: STATUS,
  waitingOn: nullable(
    Type.String({ description: 'step:day-1, task:…, answer:reply …; null: closed, or at work.' }),
  ),
  nextAt: nullable(Moment),
  attempts: Type.Integer(),
  round: Type.Integer(),
  outcome: nullable(OUTCOME),
};

const summary = {
  id: Type.String(),
  procedure: Type.String(),
  variant: nullable(Type.String()),
  source: Type.String(),
  occurrence: Type.String(),
  owner: Type.String(),
  ownerPerson: nullable(Type.String()),
  rehearsal: Type.Boolean(),
  ...standing,
  openedAt: Moment,
  closedAt: nullable(Moment),
  started: Type.Boolean(),
  replyToAssign: Type.Boolean({
    description:
      'A reply from the contact waits for somebody to say whose it is: nothing goes out meanwhile.',
  }),
};

export const CaseSummary = Type.Object(summary, {
  $id: 'CaseSummary',
  description: 'How a case stands, without anything about the person.',
});

export const TimelineEntry = Type.Object(
  {
    at: Moment,
    round: Type.Integer(),
    what: Type.String(),
    about: nullable(Type.String()),
    because: nullable(Type.String()),
    words: Type.String({ description: 'The entry as a sentence.' }),
    by: nullable(Type.String()),
    note: nullable(Type.String()),
    until: nullable(Moment),
  },
  { $id: 'TimelineEntry' },
);

export const Reply = Type.Object(
  {
    id: Type.String(),
    caseId: nullable(Type.String()),
    channel: Type.String(),
    source: Type.String(),
    eventId: Type.String(),
    address: nullable(Type.String()),
    text: Type.String(),
    receivedAt: Moment,
    afterEnd: Type.Boolean(),
    releasedAt: nullable(Moment),
  },
  { $id: 'Reply' },
);

const Slot = Type.Object({ step: Type.String(), at: Moment, label: Type.String() });

export const CaseDetail = Type.Object(
  {
    ...summary,
    calendar: nullable(Type.String({ description: "Chosen when it was opened; null: the procedure's own." })),
    facts: Type.Record(Type.String(), Type.String()),
    contact: ref(Contact),
    plan: nullable(
      Type.Object({
        zone: Type.String(),
        dayZero: Type.String(),
        moved: Type.Boolean(),
        steps: Type.Array(Slot),
      }),
    ),
    tasks: Type.Array(ref(Task)),
    replies: Type.Array(ref(Reply)),
    toAssign: Type.Array(ref(Reply), { description: 'Replies from the contact that nobody has assigned.' }),
    timeline: Type.Array(ref(TimelineEntry)),
  },
  { $id: 'CaseDetail' },
);

export const PlannedStep = Type.Object(
  {
    step: Type.String(),
    at: nullable(Moment),
    label: nullable(Type.String()),
    does: Type.Array(Type.String()),
    ends: Type.Optional(OUTCOME),
  },
  { $id: 'PlannedStep' },
);

export const Asked = Type.Object(
  {
    id: Type.String({ description: 'Of what was asked, in the ledger.' }),
    delivered: Type.Boolean({ description: 'False: kept, and done as soon as Temporal can be reached.' }),
    because: Type.Optional(Type.String()),
    view: nullable(Type.Object({ ...standing })),
    despite: Type.Optional(
      oneOf(STOPS, {
        description:
          'Of a text that was posted, a call or an act by hand: what spoke against it then. It is on record all the same.',
      }),
    ),
  },
  { $id: 'Asked' },
);

export const CASE = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) });

/** A condition that came true, an event of another system. */
export const ConditionMet = exactly({
  condition: Type.String({ pattern: '^[a-z][a-z0-9-]{0,59}$', examples: ['case-withdrawn'] }),
  source: NAME,
  eventId: Type.String({
    minLength: 1,
    maxLength: 1_000,
    description: "The sender's own, so that a repeated event counts once.",
  }),
});

export const Status = STATUS;
