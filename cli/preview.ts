import { filled } from '../domain/preview/filled.ts';
import { preview, type PreviewCase } from '../domain/preview/preview.ts';
import { chooseVariant } from '../domain/procedure/facts.ts';
import type { Procedure } from '../domain/procedure/procedure.ts';
import { compile } from '../domain/compile/compile.ts';
import type { Program } from '../domain/program/program.ts';
import { EXIT } from './exit.ts';
import { readLines, type Line } from './input/lines.ts';
import { terminal } from './output/terminal.ts';
import type { Sound } from './system/procedures.ts';

const programs = new WeakMap<Procedure, Map<string | null, Program>>();

/** A preview prints dates and names, no texts, so it can do without the texts that only messages need. */
export function previewOne(sound: Sound, variant: unknown, facts: Record<string, unknown>): PreviewCase {
  const program = programOf(sound.procedure, chooseVariant(sound.procedure, variant));
  return preview({
    ...sound,
    facts: filled(sound.procedure, facts),
    program,
    ...(variant === undefined ? {} : { variant }),
  });
}

function programOf(procedure: Procedure, variant: string | null): Program {
  const known = programs.get(procedure) ?? new Map<string | null, Program>();
  programs.set(procedure, known);
  const program = known.get(variant) ?? compile(procedure, variant, '');
  known.set(variant, program);
  return program;
}

/** One JSON line for each line of the input, in the same order; a bad line gives its error in its place. */
export async function previewLines(
  sound: Sound,
  path: string,
  given: { variant?: string; fact?: Record<string, string> },
): Promise<void> {
  const { report } = await import('./report.ts');
  let bad = 0;
  for await (const line of readLines(path)) {
    try {
      terminal.out(JSON.stringify(previewLine(sound, line, given)));
    } catch (error) {
      const { code, message } = await report(error);
      bad += 1;
      terminal.out(JSON.stringify({ error: message, code, line: line.number }));
    }
  }
  if (bad === 0) return;
  terminal.say(`${bad} ${bad === 1 ? 'line was' : 'lines were'} refused; the error stands in its place.`);
  process.exitCode = EXIT.refused;
}

function previewLine(
  sound: Sound,
  line: Line,
  given: { variant?: string; fact?: Record<string, string> },
): PreviewCase {
  if ('wrong' in line) throw line.wrong;
  const { variant = given.variant, ...facts } = line.object;
  return previewOne(sound, variant, { ...given.fact, ...facts });
}
