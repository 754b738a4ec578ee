import type { EffectResult } from '../../domain/program/events.ts';
import type { Effect } from '../../domain/program/program.ts';
import type { LookUp } from '../../domain/procedure/vocabulary/lookUps.ts';
import { recordProgress } from '../../ledger/progress.ts';
import { aboutOf, caseNow, type Doing } from '../doing.ts';

/** Asks an outside system; what cannot be known is the fact's default, and says so. It decides nothing else. */
export async function lookUp(
  doing: Doing,
  index: number,
  { name }: Extract<Effect, { verb: 'look-up' }>,
): Promise<EffectResult> {
  const { deps, input, procedure } = doing;
  const said = (await deps.lookUp?.(doing, name as LookUp)) ?? null;
  const fact = procedure.facts[name];
  const value = said !== null && fact?.options?.[said] ? said : (fact?.default ?? '');
  const { round, pass, key, caseId } = input;
  const entryKey = ['looked-up', round, pass, key, index].join('|');
  const entry = { what: 'looked-up', about: aboutOf(doing, index), because: value };
  await recordProgress(deps.ledger, {
    caseId,
    entries: [{ caseId, key: entryKey, at: caseNow(doing), round, ...entry }],
  });
  return { status: 'looked-up', value };
}
