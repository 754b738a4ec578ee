import type { CalendarRules } from '../calendar/rules.ts';
import { compile } from '../compile/compile.ts';
import type { Catalog } from '../messages/catalog.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { variantsOf } from '../procedure/timetable.ts';
import type { Channel, Program } from '../program/program.ts';
import type { Asked } from './prove.ts';

/** What is to be proven of one variant. */
export interface Question {
  variant: string | null;
  program: Program;
  demands: Asked;
  /** All that decides the answer: variants, versions and wordings with the same shape share one proof. */
  shape: string;
}

/** What is to be proven of a procedure, a question for each variant in the file's order. */
export function questionsOf(
  procedure: Procedure,
  messages: Pick<Catalog, 'rendersClosing'>,
  hours: CalendarRules['hours'],
): Question[] {
  return variantsOf(procedure).map((variant) => {
    const program = compile(procedure, variant, '');
    const demands = asked(procedure, messages, hours, variant);
    return { variant, program, demands, shape: shapeOf(program, demands) };
  });
}

function shapeOf(program: Program, asks: Asked): string {
  const { closes, words: _, ...demands } = asks;
  const closing = program.operations.map((operation) =>
    operation.op !== 'perform'
      ? []
      : operation.effects.map((effect) => effect.verb === 'send' && closes(effect.name, effect.channel)),
  );
  return JSON.stringify([{ ...program, variant: null, title: '', version: 0 }, closing, demands]);
}

/** What the prover must know of a procedure besides its program. */
export function asked(
  procedure: Procedure,
  messages: Pick<Catalog, 'rendersClosing'>,
  hours: CalendarRules['hours'],
  variant: string | null,
): Asked {
  const rules = procedure.rules ?? [];
  const orders = rules.flatMap((rule) => ('leaves' in rule ? [] : [rule]));
  return {
    hours,
    closes: (name, channel) => messages.rendersClosing(name, channel as Channel, variant),
    closingNeeded: procedure.closingStatement,
    notesNeeded: rules.some((rule) => 'leaves' in rule),
    orders,
    words: new Set(
      orders.flatMap(({ before, after }) => [before, after].filter((word) => word !== undefined)),
    ),
  };
}
