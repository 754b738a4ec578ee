import { createHash } from 'node:crypto';
import type { CalendarRules } from '../calendar/rules.ts';
import { Catalog } from '../messages/catalog.ts';
import type { Proof } from '../proof/prove.ts';
import { inReadingOrder, type Problem } from '../problem.ts';
import { decodeProcedure } from './decode.ts';
import type { Procedure } from './procedure.ts';

/** The file that says what happens; the messages stand beside it in messages/. */
export const PROCEDURE_FILE = 'procedure.yaml';

/** A procedure with its messages, read from its files. */
export interface LoadedProcedure {
  /** The name of its folder. */
  name: string;
  /** Missing when there is any problem: such a procedure never runs. */
  procedure?: Procedure;
  messages: Catalog;
  /** Path below the procedure's folder → text of the file. The ledger keeps them for the cases that run on them. */
  sources: Record<string, string>;
  hash: string;
  /** What was proven of each variant; missing: nothing was, because it is not sound or comes from the ledger. */
  proofs?: Proof[];
  problems: Problem[];
}

/**
 * Reads a procedure from the texts of its files, from disk or from the ledger.
 * @param calendars those that exist; null for a procedure from the ledger, whose running cases have their dates already
 */
export function assembleProcedure(
  name: string,
  sources: Record<string, string>,
  calendars: readonly CalendarRules[] | null,
): LoadedProcedure {
  const text = sources[PROCEDURE_FILE] ?? '';
  const messages = new Catalog(sources);
  const { procedure, sayable, problems } = decodeProcedure(
    { file: PROCEDURE_FILE, text },
    {
      hasMessage: (message, channel, variant) => messages.has(message, channel, variant),
      rendersClosing: (message, channel, variant) => messages.rendersClosing(message, channel, variant),
      hasCalendar: (calendar) => calendars?.some((rules) => rules.calendar === calendar) ?? true,
      ...(calendars ? { calendars } : {}),
      folder: name,
    },
  );
  // Whoever corrects the file sees at once what is wrong in its messages, as far as that does not hang on the steps.
  const inMessages = procedure ? messages.problems(procedure) : sayable ? messages.fileProblems(sayable) : [];
  const found = inReadingOrder([...problems, ...inMessages]).map((problem) => ({
    ...problem,
    file: `${name}/${problem.file}`,
  }));
  return {
    name,
    ...(procedure && found.length === 0 ? { procedure } : {}),
    messages,
    sources,
    hash: hashOf(sources),
    problems: found,
  };
}

/** SHA-256 over the files in the order of their paths, as hex. Lengths keep two files from reading as one. */
export function hashOf(sources: Record<string, string>): string {
  const hash = createHash('sha256');
  for (const path of Object.keys(sources).sort()) {
    const text = sources[path] ?? '';
    hash.update(`${path}\0${Buffer.byteLength(text)}\0${text}`);
  }
  return hash.digest('hex');
}
