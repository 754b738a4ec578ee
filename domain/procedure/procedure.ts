import type { Channel, Clock, Outcome } from '../program/program.ts';

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
  limits: { attemptsPerRound?: number };
  /** The last message before the ending must render the partial `closing-statement`. */
  closingStatement: boolean;
  afterEnd: 'task' | 'reopen';
  steps: Step[];
}

export type StopRule = 'customer-replies' | 'case-withdrawn';

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
  when: 'opened' | 'day-zero-moved' | 'day';
  /** The same day in every variant, or a day per variant; a variant that is not named leaves the step out. */
  day?: number | Record<string, number>;
  sop?: string;
  do: Item[];
}

export type Item =
  | { verb: 'note'; name: string }
  | { verb: 'send'; channel: Channel; name: string; warnsOf?: string }
  | { verb: 'task'; name: string; role: string }
  | { verb: 'act'; name: string; approvedBy?: string }
  | { verb: 'end'; outcome: Outcome }
  /** A small choice on a steering fact, one level deep: each option once, and `otherwise`. */
  | { verb: 'choose'; fact: string; branches: { option: string; do: PlainItem[] }[] };

export type PlainItem = Exclude<Item, { verb: 'choose' }>;
