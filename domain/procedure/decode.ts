import type { Node } from 'yaml';
import type { Problem } from '../problem.ts';
import { runChecks } from './check/checks.ts';
import type { Context } from './check/context.ts';
import { decodeClock } from './decode/clock.ts';
import type { Draft, Section } from './decode/draft.ts';
import { decodeFacts } from './decode/facts.ts';
import { decodeHead } from './decode/head.ts';
import { decodeSteps } from './decode/steps.ts';
import { decodeVariants } from './decode/variants.ts';
import type { Procedure } from './procedure.ts';
import { entriesOf, Fields, startOf } from './reading/fields.ts';
import { parseSource } from './reading/parse.ts';
import type { Reading, Source } from './reading/reading.ts';
import { PROCEDURE } from './vocabulary/head.ts';

/** What messages may speak of, as far as it could be read. */
export type Sayable = Pick<Procedure, 'facts' | 'variants'>;

/**
 * Reads a procedure file and checks all that can be known before a case is opened. Never throws: either there is a
 * procedure and no problem, or every problem of the file, from top to bottom; then `sayable` are its facts and variants,
 * if those could be read.
 */
export function decodeProcedure(
  source: Source,
  context: Context,
): { procedure?: Procedure; sayable?: Sayable; problems: Problem[] } {
  const { reading, root } = parseSource(source);
  if (root === undefined) return { problems: reading.problems };
  const draft = decodeDraft(reading, root);
  runChecks(reading, draft, context);
  const { problems } = reading;
  if (problems.length === 0) return { procedure: draft.procedure, problems };
  const known = draft.sound.has('facts') && draft.sound.has('variants');
  return { problems, ...(known ? { sayable: draft.procedure } : {}) };
}

function decodeDraft(reading: Reading, root: Node): Draft {
  const sound = new Set<Section>();
  const section = <T>(name: Section, part: () => T): T => {
    const read = reading.sound(part);
    if (read.sound) sound.add(name);
    return read.value;
  };
  const what = 'a procedure';
  const at = startOf(root);
  const fields = new Fields(reading, PROCEDURE, entriesOf(reading, root, 'The file', at), what, at);
  const procedure: Procedure = {
    ...section('head', () => decodeHead(reading, fields)),
    facts: section('facts', () => decodeFacts(reading, fields.entry('facts'))),
    clock: section('clock', () => decodeClock(reading, fields.entry('clock'))),
    variants: section('variants', () => decodeVariants(reading, fields.entry('variants'))),
    steps: section('steps', () => decodeSteps(reading, fields.entry('steps'))),
  };
  for (const name of ['facts', 'clock', 'steps'] as const) if (!fields.has(name)) sound.delete(name);
  return { procedure: reading.place(procedure, fields.places), sound };
}
