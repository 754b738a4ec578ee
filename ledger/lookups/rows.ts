import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface LookUpRows {
  id: Generated<string>;
  case_id: string;
  name: string;
  connector: string;
  kind: 'contact' | 'irreversible-act' | 'choice';
  at: Instant;
  finding: string;
  reason: Maybe<string>;
  about: JSONColumnType<string[]>;
  evidence: Maybe<string>;
  asked: boolean;
  recorded_at: ColumnType<number, never, never>;
}

export interface Remarks {
  case_id: string;
  text: string;
  name: string;
  at: Instant;
}

export interface Discrepancies {
  id: string;
  case_id: string;
  name: string;
  at: Instant;
  expected: string;
  found: string;
  about: string;
  /** The key of its task in the case. */
  task: string;
}

export interface ContactChanges {
  id: Generated<string>;
  case_id: string;
  at: Instant;
  by: string;
  field: string;
  before: Maybe<string>;
  after: Maybe<string>;
}

export interface ScriptedAnswers {
  case_id: string;
  position: number;
  answer: JSONColumnType<object>;
}

export interface LookUpTables {
  look_ups: LookUpRows;
  remarks: Remarks;
  discrepancies: Discrepancies;
  contact_changes: ContactChanges;
  scripted_answers: ScriptedAnswers;
}
