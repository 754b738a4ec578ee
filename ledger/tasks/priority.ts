import type { TaskKind } from '../../domain/program/state.ts';

/** 1 comes first: somebody waits for an answer. 3 can wait: no case stands still for it. */
const PRIORITIES: Partial<Record<TaskKind, 1 | 3>> = {
  reply: 1,
  'late-reply': 1,
  decision: 1,
  'confirm-approval': 1,
  'choose-resolution': 1,
  declined: 1,
  aside: 3,
  discrepancy: 3,
};

export function priorityOf(kind: TaskKind): number {
  return PRIORITIES[kind] ?? 2;
}

/** Only whoever may approve the act may answer these. */
export function asksForApproval(kind: TaskKind): boolean {
  return kind === 'decision' || kind === 'confirm-approval';
}

/** No workflow waits for these: the ledger alone knows them, also after the case has ended. */
export const APART: TaskKind[] = ['late-reply', 'discrepancy'];
