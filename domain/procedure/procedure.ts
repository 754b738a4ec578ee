import type { Channel, Clock, Level, Outcome, Wait, WeekEnd } from '../program/program.ts';
import type { LookUp } from './vocabulary/lookUps.ts';

/** A procedure as its file says it, decoded and checked but not yet compiled for a variant. */
export interface Procedure {
  procedure: string;
  version: number;
  title: string;
  about?: string;
  owner: string;
  /** Where the organisation's own SOP says it. */
  sop?: string;
  locale: string;
  facts: Record<string, Fact>;
  clock: Clock;
  variants: Record<string, { title: string }>;
  stopWhen: StopRule[];
  /** The only variants that a condition ends; absent, and for one that is not in it: all. */
  stopOnlyIn?: Record<string, string[]>;
  limits: { attemptsPerRound?: number };
  /** Look-ups made before every contact and every irreversible act. */
  verify: LookUp[];
  tasks: { limitHours?: number; escalateTo?: string };
  levels: Level[];
  purpose?: 'informational' | 'marketing' | 'collection' | 'treatment';
  /** How many open cases a contact may have; absent, in what was decoded before there was the key: one. */
  openCases?: 'one' | 'several';
  /** The last message before the ending must render the partial `closing-statement`. */
  closingStatement: boolean;
  afterEnd: 'task' | 'reopen';
  /** Rules that the procedure makes for itself; absent: none. */
  rules?: OwnRule[];
  steps: Step[];
}

/** `never` must not happen before, or after, the other has happened in the round; or what every attempt leaves behind. */
export type OwnRule =
  | { never: string; before: string; after?: never }
  | { never: string; after: string; before?: never }
  | { leaves: 'note' };

export type StopRule = 'customer-replies' | 'case-withdrawn' | 'checked-in' | 'booked' | 'paid';

export interface Fact {
  type: 'text' | 'instant' | 'choice';
  required: boolean;
  about?: string;
  /** For a choice: option → its wording (Liquid), in the file's order. */
  options?: Record<string, { wording: string; variants?: string[] }>;
  default?: string;
  /** An open list: any other text becomes this option, the text itself the fact `<name>-detail`. */
  other?: string;
}

export interface Step {
  when: 'opened' | 'day-zero-moved' | 'level-reached' | 'day' | 'wait' | 'end-of-week';
  /** The same day in every variant, or a day per variant; a variant that is not named leaves the step out. */
  day?: number | Record<string, number>;
  wait?: Wait;
  weekEnd?: WeekEnd;
  sop?: string;
  do: Item[];
}

export type Item =
  | { verb: 'note'; name: string }
  | { verb: 'send'; channel: Channel; name: string; warnsOf?: string }
  | { verb: 'call'; name: string; role: string; warnsOf?: string }
  | { verb: 'tell'; name: string; role: string }
  | { verb: 'task'; name: string; role: string; meanwhile?: true }
  | { verb: 'review'; name: string; role: string }
  | { verb: 'look-up'; name: LookUp }
  /** Asks for the approval of an act before its warning goes out. */
  | { verb: 'ask'; name: string; role: string }
  | { verb: 'act'; name: string; approvedBy?: string; with?: string; askedOf?: string; unless?: string }
  | { verb: 'end'; outcome: Outcome }
  /** A small choice on a steering fact, one level deep: each option once, and `otherwise`. */
  | { verb: 'choose'; fact: string; branches: { option: string; do: PlainItem[] }[] };

export type PlainItem = Exclude<Item, { verb: 'choose' }>;

/** What reaches the person we wait on. */
export type Contact = Extract<PlainItem, { verb: 'send' | 'call' }>;
