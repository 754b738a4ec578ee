import type { CalendarRules } from '../domain/calendar/rules.ts';
import { IMPORT_FILE } from '../domain/intake/decode.ts';
import { ImportError } from '../domain/intake/errors.ts';
import type { Mapping } from '../domain/intake/mapping.ts';
import { Catalog } from '../domain/messages/catalog.ts';
import type { LoadedProcedure } from '../domain/procedure/assemble.ts';
import type { Procedure } from '../domain/procedure/procedure.ts';
import { compile } from '../domain/compile/compile.ts';
import type { Program } from '../domain/program/program.ts';
import { didYouMean, listed } from '../domain/words.ts';
import type { Ledger } from '../ledger/connect.ts';
import { contactRulesOf } from '../ledger/contactRules/kept.ts';
import { findProcedure } from '../ledger/procedures.ts';
import type { Case } from '../ledger/schema.ts';
import { type Library, readLibrary } from '../procedures/library.ts';
import { forHealthData } from '../procedures/health.ts';
import { ClientError } from './errors.ts';

/** A procedure without problems, as its files are today, and the calendar that its clock names. */
export interface Current extends LoadedProcedure {
  procedure: Procedure;
  calendar: CalendarRules;
}

/** A procedure as a running case keeps it. */
export interface Edition {
  procedure: Procedure;
  catalog: Catalog;
}

/** What a program is compiled of; a calendar that is absent or null is the procedure's own. */
type Of = Pick<Case, 'hash' | 'variant'> & Partial<Pick<Case, 'calendar'>>;

/** How long the files count as read: an edit holds for cases opened from then on, without a restart. */
const FRESH_MS = 2_000;

/** The procedures that cases are opened with, and those that running cases keep. */
export class Shelf {
  readonly #folder: string | undefined;
  readonly #ledger: Ledger;
  readonly #programs = new Map<string, Program>();
  readonly #editions = new Map<string, Edition>();
  #library: { at: number; read: Promise<Library> } | null = null;

  constructor(ledger: Ledger, folder?: string) {
    this.#ledger = ledger;
    this.#folder = folder;
  }

  /** @throws ClientError when there is no such procedure, or it has problems */
  async current(name: string): Promise<Current> {
    const library = await this.#today();
    const loaded = library.procedures.find((candidate) => candidate.name === name);
    if (!loaded) {
      const names = library.procedures.map((candidate) => candidate.name);
      const hint = `${didYouMean(name, names)} There is ${listed(names)}.`;
      throw new ClientError('FT-CLI-PROCEDURE', `there is no procedure "${name}".${hint}`);
    }
    const { procedure, problems } = loaded;
    const calendar = library.calendars.find((rules) => rules.calendar === procedure?.clock.calendar);
    if (!procedure || !calendar) {
      const [first] = problems;
      const where = first ? ` The first: ${first.file}:${first.line}: ${first.message}` : '';
      throw new ClientError(
        'FT-CLI-PROCEDURE-BROKEN',
        `${name} has ${problems.length || 'some'} problems.${where}`,
      );
    }
    return { ...loaded, procedure, calendar };
  }

  /** A calendar as its file is today; undefined: it has gone. */
  async calendar(name: string): Promise<CalendarRules | undefined> {
    return (await this.#today()).calendars.find(({ calendar }) => calendar === name);
  }

  /** All files of procedures as they are today, those with problems included. */
  library(): Promise<Library> {
    return this.#today();
  }

  /** The procedures without problems, as their files are today. */
  async all(): Promise<Procedure[]> {
    return (await this.#today()).procedures.flatMap(({ procedure }) => procedure ?? []);
  }

  /** How a list becomes cases of this procedure, as the file is today. @throws ImportError without one that is sound */
  async mapping(name: string): Promise<Mapping> {
    const { mappings, problems } = await this.#today();
    const mapping = mappings.find(({ procedure }) => procedure === name);
    if (mapping) return mapping;
    const file = `${name}/${IMPORT_FILE}`;
    const first = problems.find((problem) => problem.file === file);
    if (first) {
      const says = `${file} has problems. The first: line ${first.line}: ${first.message}`;
      throw new ImportError('FT-INT-MAPPING-BROKEN', says);
    }
    throw new ImportError('FT-INT-NO-MAPPING', `${name} has no ${IMPORT_FILE}.`);
  }

  /** The program that a case keeps for ever, whatever has become of its files. */
  async programOf(row: Pick<Case, 'hash' | 'variant' | 'calendar' | 'procedure'>): Promise<Program> {
    const stored = this.#programs.get(key(row));
    if (stored) return stored;
    const procedure = await findProcedure(this.#ledger, row.hash);
    if (!procedure) throw new Error(`the ledger has lost the procedure ${row.procedure} (${row.hash})`);
    return this.compiled(procedure.decoded, row);
  }

  /** The procedure that a case keeps for ever, with its messages. */
  async editionOf({ hash, procedure: name }: Pick<Case, 'hash' | 'procedure'>): Promise<Edition> {
    const known = this.#editions.get(hash);
    if (known) return known;
    const stored = await findProcedure(this.#ledger, hash);
    if (!stored) throw new Error(`the ledger has lost the procedure ${name} (${hash})`);
    const { decoded: procedure, sources } = stored;
    const edition = { procedure, catalog: new Catalog(sources, procedure.locale) };
    this.#editions.set(hash, edition);
    return edition;
  }

  /** The program of a procedure; of a case with a calendar of its own, it counts by that one. */
  compiled(procedure: Procedure, of: Of): Program {
    const known = this.#programs.get(key(of));
    if (known) return known;
    const own = compile(procedure, of.variant, of.hash);
    const program = of.calendar ? { ...own, clock: { ...own.clock, calendar: of.calendar } } : own;
    this.#programs.set(key(of), program);
    return program;
  }

  #today(): Promise<Library> {
    const now = Date.now();
    if (!this.#library || now - this.#library.at > FRESH_MS) {
      this.#library = { at: now, read: this.#read() };
    }
    return this.#library.read;
  }

  async #read(): Promise<Library> {
    const library = await readLibrary(this.#folder);
    return forHealthData(library, (await contactRulesOf(this.#ledger)).health);
  }
}

function key({ hash, variant, calendar }: Of): string {
  return JSON.stringify([hash, variant, calendar ?? null]);
}
