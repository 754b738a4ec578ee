import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeCalendar } from '../domain/calendar/decode.ts';
import type { CalendarRules } from '../domain/calendar/rules.ts';
import type { Problem } from '../domain/problem.ts';
import { decodeMapping, IMPORT_FILE } from '../domain/intake/decode.ts';
import type { Mapping } from '../domain/intake/mapping.ts';
import { brokenIn, withCalendarsOwn } from './brokenCalendar.ts';
import { placeOf } from './placeOf.ts';
import { provenOf } from './proofs.ts';
import { assembleProcedure, type LoadedProcedure, PROCEDURE_FILE } from '../domain/procedure/assemble.ts';

/** The procedures that come with the product: this folder. */
export const SHIPPED_PROCEDURES = fileURLToPath(new URL('.', import.meta.url));

const CALENDARS = 'calendars';

/** Everything in a folder of procedures. */
export interface Library {
  folder: string;
  /** By name. Those with problems are here too, without their `procedure`. */
  procedures: LoadedProcedure[];
  calendars: CalendarRules[];
  /** How lists become cases, of the procedures that say so. */
  mappings: Mapping[];
  /** All problems, those of the procedures included. */
  problems: Problem[];
  /** Path below the folder, as problems name it → text of the file, for `render`. */
  texts: Record<string, string>;
}

/**
 * Reads a folder of procedures: one folder each with procedure.yaml and messages/, and calendars/ beside them.
 * Never throws for what stands in the files.
 * @throws the error of the file system when the folder or a file cannot be read
 */
export async function readLibrary(folder = SHIPPED_PROCEDURES): Promise<Library> {
  const library: Library = { folder, procedures: [], calendars: [], mappings: [], problems: [], texts: {} };
  const names = await foldersIn(folder);
  for (const [file, text] of Object.entries(await textsIn(folder, CALENDARS, '.yaml'))) {
    const { rules, problems } = decodeCalendar(text, file);
    if (rules) library.calendars.push(rules);
    library.problems.push(...problems);
    library.texts[file] = text;
  }
  for (const name of names.filter((each) => each !== CALENDARS)) await takeIn(library, name);
  if (library.procedures.length === 0)
    library.problems.push(missing('.', 'There is no procedure in this folder.'));
  return library;
}

async function takeIn(library: Library, name: string): Promise<void> {
  const folder = join(library.folder, name);
  const files = await readdir(folder);
  if (!files.includes(PROCEDURE_FILE)) {
    library.problems.push(missing(name, `There is no ${PROCEDURE_FILE} in this folder.`));
    return;
  }
  const sources = {
    [PROCEDURE_FILE]: await readFile(join(folder, PROCEDURE_FILE), 'utf8'),
    ...(await textsIn(folder, 'messages', '')),
  };
  const loaded = assembled(name, sources, library.calendars);
  loaded.problems = withCalendarsOwn(loaded, library.problems);
  await takeInProofs(library, loaded);
  if (files.includes(IMPORT_FILE)) await takeInMapping(library, loaded);
  library.procedures.push(loaded);
  // Those of its calendar are there already.
  library.problems.push(...loaded.problems.filter((problem) => !library.problems.includes(problem)));
  for (const [path, text] of Object.entries(sources)) library.texts[`${name}/${path}`] = text;
}

/** Each as it was assembled last: who reads the folder again and again pays only for what has changed. */
const last = new Map<string, { of: string; loaded: LoadedProcedure }>();

function assembled(
  name: string,
  sources: Record<string, string>,
  calendars: CalendarRules[],
): LoadedProcedure {
  const of = JSON.stringify([sources, calendars]);
  const known = last.get(name);
  const loaded = known?.of === of ? known.loaded : assembleProcedure(name, sources, calendars);
  last.set(name, { of, loaded });
  return { ...loaded, problems: [...loaded.problems] };
}

/** A procedure of which a rule does not hold on some path never runs: it is refused like one that cannot be read. */
async function takeInProofs(library: Library, loaded: LoadedProcedure): Promise<void> {
  const { name, procedure } = loaded;
  const rules = library.calendars.find(({ calendar }) => calendar === procedure?.clock.calendar);
  if (!procedure || !rules) return;
  loaded.proofs = await provenOf(loaded, procedure, rules);
  const file = `${name}/${PROCEDURE_FILE}`;
  const text = loaded.sources[PROCEDURE_FILE] ?? '';
  // Variants that break a rule in the same place have one story: that of the first.
  const problems = new Map<string, Problem>();
  for (const { broken, variant } of loaded.proofs) {
    for (const { rule, about, says } of broken) {
      const place = placeOf({ about }, procedure, variant, text);
      const told = `${rule} ${about} ${place.line}`;
      if (!problems.has(told)) problems.set(told, { code: rule, file, ...place, message: `${says}.` });
    }
  }
  loaded.problems.push(...problems.values());
  if (problems.size > 0) delete loaded.procedure;
}

/** A list can change without the cases that run, so the mapping is no part of the procedure's hash. */
async function takeInMapping(library: Library, loaded: LoadedProcedure): Promise<void> {
  const { name, procedure = null } = loaded;
  const file = `${name}/${IMPORT_FILE}`;
  const text = await readFile(join(library.folder, name, IMPORT_FILE), 'utf8');
  const calendars = { sound: library.calendars, broken: brokenIn(library.problems) };
  const { mapping, problems } = decodeMapping({ file, text }, name, procedure, calendars);
  library.texts[file] = text;
  loaded.problems.push(...problems);
  if (mapping) library.mappings.push(mapping);
}

function missing(file: string, message: string): Problem {
  return { code: 'FT-PRC-FOLDER', file, line: 1, column: 1, message };
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
}

/** The files below a folder, hidden ones left out, by their path from `root` with forward slashes. */
async function textsIn(root: string, below: string, ending: string): Promise<Record<string, string>> {
  const names = await readdir(join(root, below), { recursive: true }).catch(unlessMissing);
  const texts: Record<string, string> = {};
  for (const name of names.filter((each) => each.endsWith(ending)).sort()) {
    const path = join(below, name);
    if (path.split(sep).some((part) => part.startsWith('.'))) continue;
    if (!(await stat(join(root, path))).isFile()) continue;
    texts[path.split(sep).join('/')] = await readFile(join(root, path), 'utf8');
  }
  return texts;
}

function unlessMissing(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
