import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeCalendar } from '../../../domain/calendar/decode.ts';
import type { CalendarRules } from '../../../domain/calendar/rules.ts';
import { decodeProcedure } from '../../../domain/procedure/decode.ts';
import type { Procedure } from '../../../domain/procedure/procedure.ts';
import { shippedCatalog } from './messageFiles.ts';

const PROCEDURES = join(import.meta.dirname ?? '.', '../../../procedures');

/** A shipped procedure, decoded with its own messages beside it. */
export function shippedProcedure(name: string): Procedure {
  const catalog = shippedCatalog(name);
  const source = {
    file: `${name}/procedure.yaml`,
    text: readFileSync(join(PROCEDURES, name, 'procedure.yaml'), 'utf8'),
  };
  const { procedure, problems } = decodeProcedure(source, {
    hasMessage: (message, channel, variant) => catalog.has(message, channel, variant),
    rendersClosing: (message, channel, variant) => catalog.rendersClosing(message, channel, variant),
    hasCalendar: () => true,
  });
  if (!procedure) throw new Error(problems.map(({ message }) => message).join('\n'));
  return procedure;
}

export function shippedCalendar(name: string): CalendarRules {
  const file = `${name}.yaml`;
  const { rules, problems } = decodeCalendar(readFileSync(join(PROCEDURES, 'calendars', file), 'utf8'), file);
  if (!rules) throw new Error(problems.map(({ message }) => message).join('\n'));
  return rules;
}
