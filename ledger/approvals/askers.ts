import { OTHERWISE } from '../../domain/procedure/vocabulary/verbs.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import type { Ledger } from '../connect.ts';
import type { Case, Command } from '../schema.ts';

/**
 * Who has asked for an act in this case: opened it with the resolution that leads to it or chose that later, as it stands
 * now, or had the question put again after a no. None of them may approve it (four eyes); what the procedure does by itself nobody has asked for.
 */
export async function askersFor(
  ledger: Ledger,
  { row, act, procedure }: { row: Case; act: string; procedure: Procedure },
): Promise<Set<string>> {
  const commands = await ledger
    .selectFrom('commands')
    .selectAll()
    .where('case_id', '=', row.id)
    .where('name', 'in', ['chooseResolution', 'completeTask', 'decide'])
    .where('error', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const ways = waysTo(procedure, act);
  const asks = row.opened_by !== null && openedFor(procedure, ways, { facts: row.facts, commands });
  const askers = new Set<string>(asks && row.opened_by !== null ? [row.opened_by] : []);
  for (const command of commands) {
    const says = saysOf(command, act, ways);
    if (says === 'not') askers.clear();
    if (says === 'yes') askers.add(command.actor);
  }
  return askers;
}

/** Whether the case was opened with what leads to the act, other than by itself. The ledger's facts are those of today. */
function openedFor(
  procedure: Procedure,
  ways: Map<string, string[]>,
  { facts, commands }: { facts: Record<string, string>; commands: Command[] },
): boolean {
  return [...ways].some(([fact, options]) => {
    const changes = commands.map(({ args }) => (args as { facts?: Change }).facts?.before ?? {});
    const before = changes.find((change) => fact in change);
    const value = (before ? before[fact] : facts[fact]) ?? '';
    return value !== procedure.facts[fact]?.default && options.includes(value);
  });
}

interface Change {
  before: Record<string, string | null>;
}

/** The options of choices by which a case comes to the act, by the choice. */
function waysTo(procedure: Procedure, act: string): Map<string, string[]> {
  const ways = new Map<string, string[]>();
  for (const item of procedure.steps.flatMap((step) => step.do)) {
    if (item.verb !== 'choose') continue;
    const all = Object.keys(procedure.facts[item.fact]?.options ?? {});
    const named = item.branches.map(({ option }) => option);
    const leading = item.branches.filter((branch) =>
      branch.do.some((each) => each.verb === 'act' && (each.name === act || each.with === act)),
    );
    const options = leading.flatMap(({ option }) =>
      option === OTHERWISE ? all.filter((each) => !named.includes(each)) : [option],
    );
    if (options.length > 0) ways.set(item.fact, [...(ways.get(item.fact) ?? []), ...options]);
  }
  return ways;
}

/** Whether a person asked for the act by it, or for something else instead; null: neither. */
function saysOf({ name, args }: Command, act: string, ways: Map<string, string[]>): 'yes' | 'not' | null {
  const { task = '', option = '', fact } = args as { task?: string; option?: string; fact?: string };
  if (task.startsWith(`declined:${act}@`)) return option === 'ask-again' ? 'yes' : null;
  const choosing = name === 'chooseResolution' || task.startsWith('choose-resolution:');
  if (!choosing) return null;
  const leading = fact === undefined ? [...ways.values()].flat() : ways.get(fact);
  if (!leading) return null;
  return leading.includes(option) ? 'yes' : 'not';
}
