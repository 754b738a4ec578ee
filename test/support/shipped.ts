import { readFileSync } from 'node:fs';
import { decodeCalendar } from '../../domain/calendar/decode.ts';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import { decodeProcedure } from '../../domain/procedure/decode.ts';
import { compile } from '../../domain/compile/compile.ts';
import type { Program } from '../../domain/program/program.ts';

const folder = new URL('../../procedures/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), 'utf8');
const programs = new Map<string, Program>();

/** A shipped procedure's program; its messages are checked elsewhere. */
export function programOf(name: string, variant: string | null): Program {
  const key = `${name} ${variant}`;
  const known = programs.get(key);
  if (known) return known;
  const file = `${name}/procedure.yaml`;
  const found = {
    hasCalendar: () => true,
    hasMessage: () => true,
    rendersClosing: (message: string) => message === 'follow-up-3',
  };
  const { procedure, problems } = decodeProcedure({ file, text: read(file) }, found);
  if (!procedure) throw new Error(problems.map(({ message }) => message).join('\n'));
  const program = compile(procedure, variant, 'hash-of-the-test');
  programs.set(key, program);
  return program;
}

export function rulesOf(calendar: string): CalendarRules {
  const file = `calendars/${calendar}.yaml`;
  const { rules, problems } = decodeCalendar(read(file), file);
  if (!rules) throw new Error(problems.map(({ message }) => message).join('\n'));
  return rules;
}
