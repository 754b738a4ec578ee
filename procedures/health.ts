import { healthProblems } from '../domain/health/lint.ts';
import type { HealthRules } from '../domain/health/rules.ts';
import type { Library } from './library.ts';

/**
 * The library of a house that works with health data: a procedure whose messages tell more than they need to is refused
 * like one that cannot be read (LAW-10). Without rules it stays as it is.
 */
export function forHealthData(library: Library, rules: HealthRules | undefined): Library {
  if (!rules) return library;
  const procedures = library.procedures.map((loaded) => {
    const found = healthProblems(loaded.name, loaded.sources, rules);
    if (found.length === 0) return loaded;
    const refused = { ...loaded, problems: [...loaded.problems, ...found] };
    delete refused.procedure;
    return refused;
  });
  const more = procedures.flatMap(({ problems }, index) =>
    problems.slice(library.procedures[index]?.problems.length),
  );
  return { ...library, procedures, problems: [...library.problems, ...more] };
}
