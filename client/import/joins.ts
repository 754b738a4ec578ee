import type { NewCase } from '../../domain/intake/row.ts';
import type { Plan } from '../../domain/program/plan.ts';
import type { Instant, Program } from '../../domain/program/program.ts';
import type { OpenCase } from '../openCase.ts';

/** What `openCase` is given for a row; `attemptsMade` is there only when attempts were made elsewhere. */
export function asOpenCase(row: NewCase): OpenCase & { attemptsMade?: number } {
  const { procedure, source, id, variant, calendar, facts, contact, attemptsMade } = row;
  return {
    procedure,
    source,
    id,
    variant: variant ?? undefined,
    calendar: calendar ?? undefined,
    facts,
    contact,
    ...(attemptsMade > 0 ? { attemptsMade } : {}),
  };
}

/** How many attempts a case of this program makes in a round. */
export function attemptsOf(program: Program): number {
  return program.steps.filter((step) => step.attempt).length;
}

/**
 * The attempt, counted from 1, at which a case begins that is older than its first one; null for a case that is in time.
 * procedures.md: it goes on behind the attempts that were made, and with none it begins with the first.
 */
export function joinsAt(
  program: Program,
  plan: Plan | null,
  attemptsMade: number,
  openedAt: Instant,
): number | null {
  const slots = plan?.slots ?? {};
  const dates = program.steps.flatMap(({ key, attempt }) => (attempt ? (slots[key] ?? []) : []));
  const late = dates.length > 0 && Math.min(...dates.map(({ until }) => until)) <= openedAt;
  return late || attemptsMade > 0 ? attemptsMade + 1 : null;
}
