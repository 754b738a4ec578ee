import { explain } from '../domain/explain/explain.ts';
import { filled } from '../domain/preview/filled.ts';
import { preview, type PreviewCase } from '../domain/preview/preview.ts';
import type { Problem } from '../domain/problem.ts';
import { chooseVariant } from '../domain/procedure/facts.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';

export interface ListedProcedure {
  name: string;
  title: string | null;
  version: number | null;
  owner: string | null;
  variants: string[];
  /** False: its files have problems, so no case can be opened with it. */
  sound: boolean;
  /** It has an import.yaml, so lists and events of other systems open its cases. */
  takesEvents: boolean;
}

/** The procedures as their files are today, those with problems included. */
export async function procedures(context: Context): Promise<ListedProcedure[]> {
  const { procedures: found, mappings } = await context.procedures.library();
  return found.map(({ name, procedure }) => ({
    name,
    title: procedure?.title ?? null,
    version: procedure?.version ?? null,
    owner: procedure?.owner ?? null,
    variants: Object.keys(procedure?.variants ?? {}),
    sound: procedure !== undefined,
    takesEvents: mappings.some((mapping) => mapping.procedure === name),
  }));
}

/** Everything that is wrong in the files of all procedures, or of one. @throws ClientError FT-CLI-PROCEDURE */
export async function checkProcedures(context: Context, name?: string): Promise<Problem[]> {
  const { procedures: found, problems } = await context.procedures.library();
  if (name === undefined) return problems;
  const loaded = found.find((each) => each.name === name);
  if (!loaded) throw new ClientError('FT-CLI-PROCEDURE', `there is no procedure "${name}".`);
  return loaded.problems;
}

/** A procedure in plain English. @throws ClientError, FactError */
export async function explainProcedure(context: Context, name: string, variant?: string): Promise<string> {
  const { procedure, calendar, messages } = await context.procedures.current(name);
  const chosen = variant === undefined ? undefined : chooseVariant(procedure, variant);
  return explain(procedure, calendar, messages, chosen).trimEnd();
}

export interface Previewed {
  variant?: string | undefined;
  /** Texts may be left out. */
  facts: Record<string, unknown>;
}

/** Every date of a case before it is opened, if nobody answers. @throws ClientError, FactError, CalendarError */
export async function previewProcedure(
  context: Context,
  name: string,
  { variant, facts }: Previewed,
): Promise<PreviewCase> {
  const { procedure, calendar } = await context.procedures.current(name);
  const known = filled(procedure, facts);
  return preview({ procedure, calendar, facts: known, ...(variant === undefined ? {} : { variant }) });
}
