import { FactError } from '../domain/procedure/factErrors.ts';
import { readFacts } from '../domain/procedure/facts.ts';
import type { Procedure } from '../domain/procedure/procedure.ts';
import { findProcedure } from '../ledger/procedures.ts';
import type { Case } from '../ledger/schema.ts';
import type { Asked } from './ask.ts';
import { type By, command } from './commands.ts';
import type { Context } from './context.ts';
import type { SideEffects } from './deliver/sideEffects.ts';
import { existing } from './messages.ts';

export interface Choose extends By {
  /** An option, or an option with its detail. */
  resolution: string;
  /** The choice that is made; absent: `resolution`. */
  fact?: string | undefined;
}

/** What happens without an answer is changed: takes what opening a case takes, such as "with shade A2". */
export async function chooseResolution(context: Context, caseId: string, given: Choose): Promise<Asked> {
  const row = await existing(context, caseId);
  const fact = given.fact ?? 'resolution';
  const { option, facts } = await chosen(context, row, fact, given.resolution);
  return command(context, caseId, 'chooseResolution', given, { fact, option, facts });
}

/**
 * The option that a text means, and what the ledger must know with it. The detail is text of people: it stays there.
 * @throws FactError when the text is no option, or not one of the case's variant
 */
export async function chosen(
  context: Context,
  row: Case,
  name: string,
  text: string,
): Promise<{ option: string; facts: NonNullable<SideEffects['facts']> }> {
  const procedure = await decoded(context, row);
  if (procedure.facts[name]?.type !== 'choice') {
    const message = `${row.procedure} has no choice "${name}".`;
    throw new FactError([{ code: 'FT-FCT-UNKNOWN', fact: name, message }]);
  }
  const words = `${name}-detail`;
  const { facts, problems } = readFacts(procedure, row.variant, { [name]: text });
  const [wrong, ...more] = problems.filter(({ fact }) => fact === name || fact === words);
  if (wrong) throw new FactError([wrong, ...more]);
  const option = facts[name] ?? '';
  return {
    option,
    facts: {
      after: { [name]: option, [words]: facts[words] ?? null },
      before: { [name]: row.facts[name] ?? null, [words]: row.facts[words] ?? null },
    },
  };
}

async function decoded(context: Context, row: Case): Promise<Procedure> {
  const stored = await findProcedure(context.ledger, row.hash);
  if (!stored) throw new Error(`the ledger has lost the procedure ${row.procedure} (${row.hash})`);
  return stored.decoded;
}
