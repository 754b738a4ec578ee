import type { LocalDate } from '../../domain/calendar/localTime.ts';
import type { Coming } from '../../domain/calendar/planLevel.ts';
import type { Level } from '../../domain/program/program.ts';
import { nextReview, type Review } from '../../domain/statement/levels.ts';
import type { OpenItem } from '../../domain/statement/openItem.ts';
import { hasOpenDebts, type Standing, standingOf } from '../../domain/statement/standing.ts';
import { findCase } from '../../ledger/cases.ts';
import { accountOf, openItemsOf } from '../../ledger/openItems/account.ts';
import type { Case } from '../../ledger/schema.ts';
import type { Deps } from '../deps.ts';

/** What a customer owes today, as the ledger has it. */
export interface Owed {
  today: LocalDate;
  items: OpenItem[];
  standing: Standing;
}

export async function owedAt({ ledger }: Deps, found: Case, today: LocalDate): Promise<Owed> {
  const items = await openItemsOf(ledger, accountOf(found));
  return { today, items, standing: standingOf(items, today) };
}

/** When the account of a case is next to be looked at. */
export async function comingReview(
  deps: Deps,
  caseId: string,
  levels: Level[],
  today: LocalDate,
): Promise<Coming> {
  const found = await findCase(deps.ledger, caseId);
  if (!found) return { standing: 'disputed', on: null };
  const { items, standing } = await owedAt(deps, found, today);
  const on = nextOf(items, levels, today)?.on ?? null;
  // Disputed before it is due: not overdue, but not paid either.
  const waits = standing === 'clear' && on === null && hasOpenDebts(items);
  return { standing: waits ? 'disputed' : standing, on };
}

/** Levels are numbered as the procedure lists them, from 1. */
export function nextOf(items: OpenItem[], levels: Level[], today: LocalDate): Review | null {
  const numbered = levels.map(({ days }, index) => ({ number: index + 1, days }));
  return nextReview(items, numbered, today);
}
