import type { CaseReference } from '../connectors/ports.ts';
import type { Catalog } from '../domain/messages/catalog.ts';
import type { Procedure } from '../domain/procedure/procedure.ts';
import { nameOf } from '../domain/program/evolve/effects.ts';
import type { Instant } from '../domain/program/program.ts';
import { findCase } from '../ledger/cases.ts';
import { intentsOf } from '../ledger/intents.ts';
import type { Case, Intent } from '../ledger/schema.ts';
import type { PerformInput } from './contract.ts';
import type { Deps } from './deps.ts';
import { procedureOf } from './procedures.ts';

/** A step being done: what was asked, and what the ledger knows of it. */
export interface Doing {
  deps: Deps;
  input: PerformInput;
  found: Case;
  procedure: Procedure;
  catalog: Catalog;
  /** What earlier tries of this work have left. */
  intents: Intent[];
  zone: string;
}

/** Null when the ledger has no such case. */
export async function beginDoing(deps: Deps, input: PerformInput): Promise<Doing | null> {
  const found = await findCase(deps.ledger, input.caseId);
  if (!found) return null;
  const { procedure, catalog } = await procedureOf(deps.ledger, found.hash);
  const intents = await intentsOf(deps.ledger, input);
  return { deps, input, found, procedure, catalog, intents, zone: deps.calendar(input.calendar).zone };
}

/** The clock that counts for the case. */
export function caseNow({ deps, input }: Doing): Instant {
  return input.rehearsal ? input.at : wallNow(deps);
}

export function wallNow(deps: Deps): Instant {
  return (deps.clock ?? Date.now)();
}

/** How the timeline names an effect: the same words as the interpreter's. */
export function aboutOf({ input }: Doing, index: number): string {
  const effect = input.effects[index];
  return effect ? `${input.key}/${nameOf(effect)}` : input.key;
}

/** The case as other systems know it. */
export function referenceOf({ id, procedure, source, occurrence }: Case): CaseReference {
  return { id, procedure, source, occurrence };
}
