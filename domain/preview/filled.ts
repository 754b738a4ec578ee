import type { Procedure } from '../procedure/procedure.ts';

/** The facts with a word in the place of each text that is missing: a preview shows dates and names without them. */
export function filled(procedure: Procedure, facts: Record<string, unknown>): Record<string, unknown> {
  const missing = missingTexts(procedure, facts);
  return { ...facts, ...Object.fromEntries(missing.map((name) => [name, 'Example'])) };
}

/** Texts without which a case can be previewed, but not opened. */
export function missingTexts(procedure: Procedure, facts: Record<string, unknown>): string[] {
  return Object.entries(procedure.facts)
    .filter(([name, fact]) => fact.type === 'text' && fact.required && (facts[name] ?? null) === null)
    .map(([name]) => name);
}
