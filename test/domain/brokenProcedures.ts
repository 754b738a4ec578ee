import { readdirSync, readFileSync } from 'node:fs';
import { render } from '../../domain/problem.ts';
import type { Context } from '../../domain/procedure/check/context.ts';
import { decodeProcedure } from '../../domain/procedure/decode.ts';

const FOLDER = new URL('./broken/', import.meta.url);

/** What is around the broken files: one calendar, and every message but those whose names say otherwise. */
export const AROUND: Context = {
  hasMessage: (name, _channel, variant) =>
    !name.startsWith('no-such') && (!name.startsWith('only-in') || name === `only-in-${variant}`),
  rendersClosing: (name) => name.startsWith('closing'),
  hasCalendar: (name) => name === 'office',
  calendars: [{ calendar: 'office', hours: { from: '08:00', until: '17:00' } }],
};

/** The names of the fixtures; each says the rule that its file breaks. */
export function brokenFiles(ending: '.yaml' | '.txt'): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

export function readBroken(file: string): string {
  return readFileSync(new URL(file, FOLDER), 'utf8');
}

/** All that is reported for a fixture, as a person sees it. */
export function reported(name: string): string {
  const file = `${name}.yaml`;
  const text = readBroken(file);
  return decodeProcedure({ file, text }, AROUND)
    .problems.map((problem) => render(problem, text))
    .join('\n');
}
