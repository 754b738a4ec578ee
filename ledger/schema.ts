import type { Automation } from './automation.ts';
import type { HouseRow } from './house.ts';
import type { ColumnType, Generated, JSONColumnType, Selectable } from 'kysely';
import type { Procedure } from '../domain/procedure/procedure.ts';
import type { Plan } from '../domain/program/plan.ts';
import type { Instant, Outcome } from '../domain/program/program.ts';
import type { Status, TaskKind } from '../domain/program/state.ts';
import type { ChannelTables } from './channels/rows.ts';
import type { CarrierTables } from './carrier/rows.ts';
import type { ContactRulesTables } from './contactRules/rows.ts';
import type { ImportEnds, ImportRows, Imports } from './imports/rows.ts';
import type { ApiKeys } from './keys/rows.ts';
import type { InboxTables } from './inbox/rows.ts';
import type { LookUpTables } from './lookups/rows.ts';
import type { RehearsalTables } from './rehearsals/rows.ts';
import type { VendorTokens } from './tokens/rows.ts';
import type { ErasureTables } from './erasure/rows.ts';
import type { HealthTables } from './health/rows.ts';
import type { OpenItemTables } from './openItems/rows.ts';
import type { Calendars } from './versions/rows.ts';
import type { Absences, People, PeopleLog } from './people/rows.ts';
import type { AcuityTables } from './acuity/rows.ts';
import type { SlackTables } from './slack/rows.ts';
import type { StandingTables } from './standings/rows.ts';
import type { Requests, UploadParts, Uploads } from './requests/rows.ts';

/** A timestamptz, as epoch milliseconds: see `instant` in values.ts for writing, connect.ts for reading. */
type Time = Instant;
type MaybeTime = Maybe<Instant>;
type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;
type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>;

/** The person we wait on. */
export interface Contact {
  name?: string;
  email?: string;
  /** With + and the country. */
  phone?: string;
  /** The id in the portal. */
  portal?: string;
  locale?: string;
  zone?: string;
  /** Country by its two letters (ISO 3166), region as it is written in an address: "NY"; `lines`: for the envelope, without the name. */
  address?: { country?: string; region?: string; lines?: string[] };
  /** Channels the person has said no to; a channel that is not named is allowed by the case's source. */
  consent?: Record<string, boolean>;
  /** No contact about a debt is wanted, or an attorney speaks for the person. */
  ceaseContact?: boolean;
  attorney?: boolean;
}

export interface Procedures {
  hash: string;
  name: string;
  version: number;
  /** Path below the procedure's folder → text of the file. */
  sources: JSONColumnType<Record<string, string>>;
  decoded: JSONColumnType<Procedure>;
  recorded_at: Time;
  recorded_by: string;
}

export interface Cases {
  id: string;
  procedure: string;
  hash: string;
  variant: Maybe<string>;
  source: string;
  occurrence: string;
  facts: JSONColumnType<Record<string, string>>;
  contact: JSONColumnType<Contact>;
  owner: string;
  /** The person who owns it and signs; null: the role does. */
  owner_person: Maybe<string>;
  rehearsal: boolean;
  opened_at: Time;
  started_at: MaybeTime;
  plan: MaybeJson<Plan>;
  status: Status;
  waiting_on: Maybe<string>;
  next_at: MaybeTime;
  attempts: Generated<number>;
  round: Generated<number>;
  outcome: Maybe<Outcome>;
  closed_at: MaybeTime;
  as_of: Time;
  /** The ended case that this one takes up again. */
  reinstates: Maybe<string>;
  /** The calendar it counts by, chosen when it was opened; null: its procedure's own. */
  calendar: Maybe<string>;
  /** The person who opened it; null: the system named in `source` did, or it is not known. */
  opened_by: Maybe<string>;
  version: Generated<number>;
}

export interface Timeline {
  id: Generated<string>;
  case_id: string;
  key: string;
  at: Time;
  round: number;
  what: string;
  about: Maybe<string>;
  because: Maybe<string>;
  intent_id: Maybe<string>;
  recorded_at: ColumnType<number, never, never>;
}

export interface Inbound {
  id: string;
  case_id: Maybe<string>;
  channel: string;
  source: string;
  event_id: string;
  address: Maybe<string>;
  text: string;
  received_at: Time;
  after_end: boolean;
  delivered_at: MaybeTime;
  released_at: MaybeTime;
  /** Who said which case it belongs to, where only its address was known. */
  assigned_by: Maybe<string>;
  assigned_at: MaybeTime;
  /** Who wrote it down for the contact; null: it came in by itself. */
  recorded_by: Maybe<string>;
}

export interface Contents {
  hash: string;
  media_type: string;
  body: Buffer;
  stored_at: ColumnType<number, never, never>;
}

export type IntentState = 'planned' | 'sending' | 'unknown' | 'with-person' | 'accepted' | 'refused';

export interface Intents {
  id: string;
  case_id: string;
  round: number;
  pass: number;
  key: string;
  effect: number;
  verb: 'send' | 'note' | 'act';
  channel: string;
  name: string;
  recipient: string;
  attempt: boolean;
  warns_of: Maybe<string>;
  state: IntentState;
  content_hash: Maybe<string>;
  subject: Maybe<string>;
  text: Maybe<string>;
  message_id: Maybe<string>;
  connector: Maybe<string>;
  provider_id: Maybe<string>;
  tries: Generated<number>;
  lease_until: MaybeTime;
  local_day: Maybe<string>;
  reason: Maybe<string>;
  detail: Maybe<string>;
  created_at: Time;
  started_at: MaybeTime;
  accepted_at: MaybeTime;
  accepted_by: Maybe<string>;
  delivered_at: MaybeTime;
  undelivered_at: MaybeTime;
}

export interface Decisions {
  id: Generated<string>;
  case_id: string;
  round: number;
  pass: number;
  key: string;
  effect: number;
  intent_id: Maybe<string>;
  at: Time;
  allowed: boolean;
  rule: string;
  reason: Maybe<string>;
  asked_by: Maybe<string>;
  channel: Maybe<string>;
  purpose: Maybe<string>;
  allowances: Maybe<string[]>;
}

export interface Outbox {
  intent_id: string;
  case_id: string;
  verb: string;
  channel: string;
  name: string;
  recipient: string;
  subject: Maybe<string>;
  text: string;
  body: JSONColumnType<object>;
  at: Time;
}

/** A letter, an email or an action of one's own about a review. */
export interface LoggedAction {
  action: string;
  at: Instant;
  by: string | null;
}

export interface Tasks {
  id: string;
  case_id: string;
  key: string;
  kind: TaskKind;
  role: string;
  title: string;
  body: string;
  options: JSONColumnType<string[]>;
  about: string;
  intent_id: Maybe<string>;
  state: 'open' | 'done' | 'called-off';
  opened_at: Time;
  closed_at: MaybeTime;
  closed_by: Maybe<string>;
  option: Maybe<string>;
  rehearsal: Generated<boolean>;
  due_at: MaybeTime;
  show_at: MaybeTime;
  priority: Generated<number>;
  assignee: Maybe<string>;
  escalated: Generated<number>;
  sop: Maybe<string>;
  note: Maybe<string>;
  noticed: Maybe<number>;
  /** What was done about a review, oldest first. */
  logged: Generated<LoggedAction[]>;
}

export interface Commands {
  id: string;
  case_id: string;
  name: string;
  args: JSONColumnType<object>;
  actor: string;
  created_at: Time;
  delivered_at: MaybeTime;
  answered_at: MaybeTime;
  answer: MaybeJson<object>;
  error: Maybe<string>;
}

export interface Approvals {
  id: string;
  case_id: string;
  act: string;
  decision: string;
  approved_by: string;
  approved_at: Time;
  revoked_by: Maybe<string>;
  revoked_at: MaybeTime;
  revoked_because: Maybe<'void' | 'refused'>;
  noticed: Generated<boolean>;
}

export interface Secrets {
  name: string;
  value: string;
  made_at: Time;
}

export interface Suppressions {
  channel: string;
  address: string;
  reason: string;
  since: Time;
}

export interface EditedWordsRow {
  id: Generated<string>;
  case_id: string;
  task: string;
  round: number;
  channel: string;
  name: string;
  subject: Maybe<string>;
  text: string;
  by: string;
  at: Time;
}

export interface LiftedSuppressions {
  id: Generated<string>;
  channel: string;
  address: string;
  reason: string;
  since: Time;
  lifted_at: Time;
  lifted_by: string;
  because: string;
}

export interface Switches {
  channel: string;
  reason: string;
  switched_off_at: Time;
  switched_off_by: string;
}

export interface Schema
  extends ContactRulesTables,
    ChannelTables,
    OpenItemTables,
    LookUpTables,
    RehearsalTables,
    SlackTables,
    AcuityTables,
    InboxTables,
    StandingTables,
    CarrierTables,
    HealthTables,
    ErasureTables {
  procedures: Procedures;
  cases: Cases;
  timeline: Timeline;
  inbound: Inbound;
  contents: Contents;
  intents: Intents;
  decisions: Decisions;
  outbox: Outbox;
  tasks: Tasks;
  commands: Commands;
  approvals: Approvals;
  secrets: Secrets;
  suppressions: Suppressions;
  edited_words: EditedWordsRow;
  lifted_suppressions: LiftedSuppressions;
  switches: Switches;
  automation: Automation;
  house: HouseRow;
  people: People;
  absences: Absences;
  people_log: PeopleLog;
  imports: Imports;
  import_ends: ImportEnds;
  import_rows: ImportRows;
  calendars: Calendars;
  api_keys: ApiKeys;
  requests: Requests;
  uploads: Uploads;
  vendor_tokens: VendorTokens;
  upload_parts: UploadParts;
}

export type Case = Selectable<Cases>;
export type Intent = Selectable<Intents>;
export type Task = Selectable<Tasks>;
export type InboundMessage = Selectable<Inbound>;
export type Command = Selectable<Commands>;
export type TimelineEntry = Selectable<Timeline>;
export type OutboxEntry = Selectable<Outbox>;
