import type { Procedure } from '../../domain/procedure/procedure.ts';
import { stopRulesIn } from '../../domain/procedure/timetable.ts';
import { CONDITIONS } from '../../domain/procedure/vocabulary/head.ts';
import { ClientError } from '../errors.ts';
import { ACCOUNT_EVENTS } from './openItems.ts';

/** @throws ClientError FT-CLI-CONDITION for what can never come true in a case of the variant */
export function checkCondition(condition: string, procedure: Procedure, variant: string | null): void {
  const known = conditionsIn(procedure, variant);
  if (known.includes(condition)) return;
  const of = variant === null ? procedure.procedure : `${procedure.procedure}, variant ${variant}`;
  throw new ClientError(
    'FT-CLI-CONDITION',
    `"${condition}" ends no case of ${of}. What does: ${known.join(', ')}.`,
  );
}

/** What from outside can end a case of the variant, or changes what its customer owes. */
export function conditionsIn(procedure: Procedure, variant: string | null): string[] {
  const rules = stopRulesIn(procedure, variant).filter((rule) => rule in CONDITIONS);
  return [...rules, ...(procedure.levels.length > 0 ? ACCOUNT_EVENTS : [])];
}
