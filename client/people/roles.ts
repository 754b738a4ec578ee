import { didYouMean } from '../../domain/words.ts';
import type { Context } from '../context.ts';

/** Keys under which a decoded procedure names a role, at whatever depth. */
const NAMES_A_ROLE = new Set(['owner', 'role', 'approvedBy', 'askedOf', 'escalateTo']);

/** Roles are free words; one that no procedure uses is most likely misspelt. One sentence for each. */
export async function unusedRoles(context: Context, roles: readonly string[]): Promise<string[]> {
  if (roles.length === 0) return [];
  const used = await usedRoles(context);
  return roles
    .filter((role) => !used.includes(role))
    .map((role) => `No procedure uses the role "${role}".${didYouMean(role, used)}`);
}

async function usedRoles({ procedures }: Context): Promise<string[]> {
  const roles = new Set<string>();
  for (const procedure of await procedures.all()) collect(procedure, roles);
  return [...roles].sort();
}

function collect(value: unknown, roles: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && NAMES_A_ROLE.has(key)) roles.add(inner);
    else collect(inner, roles);
  }
}
