import type { Rehearsal, RehearsedEntry } from '../../client/index.ts';
import { short } from './times.ts';
import { eventWords } from './wording.ts';

/** The longest label, "Wed 30 Sep 2026 09:00", so that the lines stand below each other as they come. */
export const LABEL = 21;

export function entryLine(entry: RehearsedEntry, zone: string): string {
  const { at, dueAt } = entry;
  const left = dueAt === undefined ? '' : `; escalated if not answered by ${short(dueAt, zone)}`;
  return `  ${short(at, zone).padEnd(LABEL)}  ${eventWords(entry)}${left}`;
}

export function endLine({ outcome, workflowId }: Rehearsal): string {
  return `\nOutcome: ${outcome ?? 'it did not end'}. Case: ${workflowId}`;
}
