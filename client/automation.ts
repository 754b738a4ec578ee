import { didYouMean, listed } from '../domain/words.ts';
import type { Instant } from '../domain/program/program.ts';
import * as kept from '../ledger/automation.ts';
import { whoActs } from './acting.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';

export interface SwitchAutomation {
  procedure: string;
  level: string;
  on: boolean;
  by: string;
}

/** A level of a procedure, and whether its email goes out by itself. */
export interface LevelAutomation {
  procedure: string;
  level: string;
  /** Days overdue. */
  days: number;
  on: boolean;
  since: Instant | null;
  by: string | null;
}

/**
 * The email of a level goes out by itself from now on, or no longer does. Running cases go by it from their next review.
 * @throws ClientError FT-CLI-LEVEL when the procedure has no such level, or it sends no email
 */
export async function switchAutomation(context: Context, given: SwitchAutomation): Promise<LevelAutomation> {
  const { procedure: name, level, on, by } = given;
  const { procedure } = await context.procedures.current(name);
  await whoActs(context.ledger, by);
  const names = procedure.levels.map((each) => each.name);
  const meant = procedure.levels.find((each) => each.name === level);
  if (!meant)
    throw new ClientError(
      'FT-CLI-LEVEL',
      names.length === 0
        ? `${name} has no levels.`
        : `${name} has no level "${level}". It has ${listed(names)}.${didYouMean(level, names)}`,
    );
  if (!meant.actions.includes('email'))
    throw new ClientError('FT-CLI-LEVEL', `level "${level}" of ${name} sends no email.`);
  await kept.switchAutomation(context.ledger, { procedure: name, level, on, by, at: Date.now() });
  const all = await automations(context, name);
  return all.find((each) => each.level === level) ?? { ...given, days: meant.days, since: null, by: null };
}

/** All levels of a procedure, or of every one, in their order. */
export async function automations(context: Context, procedure?: string): Promise<LevelAutomation[]> {
  const procedures =
    procedure === undefined
      ? await context.procedures.all()
      : [(await context.procedures.current(procedure)).procedure];
  const on = await kept.automations(context.ledger);
  return procedures.flatMap(({ procedure: name, levels }) =>
    levels.map(({ name: level, days }) => {
      const row = on.find((each) => each.procedure === name && each.level === level);
      return {
        procedure: name,
        level,
        days,
        on: row !== undefined,
        since: row?.switched_on_at ?? null,
        by: row?.switched_on_by ?? null,
      };
    }),
  );
}
