import type { Liquid, Template } from 'liquidjs';
import type { Problem } from '../problem.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { checkMessages, fileProblems } from './check.ts';
import { strictEngine } from './engine.ts';
import { type MessageChannel, readFileName } from './fileName.ts';
import { type FrontMatter, type Piece, readFrontMatter } from './frontMatter.ts';
import { isPlainText, partialOf } from './templates.ts';
import type { BuiltIn } from './variables.ts';
import { type Rendered, type Values, write } from './write.ts';

export interface MessageFile {
  path: string;
  name: string;
  channel: MessageChannel;
  locale: string;
  /** Null: the wording that all variants share. */
  variant: string | null;
  front: FrontMatter;
}

export interface PartialFile {
  path: string;
  name: string;
  locale: string;
  variant: string | null;
  source: string;
}

/** The partial that says: settled or no longer needed, closed for now, an answer opens it again. */
export const CLOSING_STATEMENT = 'closing-statement';

/**
 * The messages of one procedure, as its files say them. Knows no disk: it is built from path → text, the paths
 * relative to the procedure's folder, such as "messages/reminder-1.portal.en.liquid". Files elsewhere are passed over.
 * Give the procedure's locale if it is known; else it is the one all files are in, or English.
 */
export class Catalog {
  readonly messages: MessageFile[] = [];
  readonly partials: PartialFile[] = [];
  /** Files below messages/ whose name follows no rule. */
  readonly misnamed: string[] = [];
  /** The language a message is written in when no other is asked for. */
  readonly locale: string;
  readonly #engines = new Map<string, Liquid>();
  readonly #parsed = new Map<string, Template[]>();
  readonly #words: string[] = [];

  constructor(files: Record<string, string>, locale?: string) {
    for (const [path, text] of Object.entries(files)) {
      if (!path.startsWith('messages/')) continue;
      const name = readFileName(path);
      const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
      this.#words.push(source);
      if (!name) this.misnamed.push(path);
      else if (name.is === 'partial') this.partials.push({ ...name, path, source });
      else this.messages.push({ ...name, path, front: readFrontMatter(source, name.channel) });
    }
    const [first = 'en', ...others] = new Set(this.messages.map((file) => file.locale));
    this.locale = locale ?? (others.length === 0 ? first : 'en');
  }

  /** The file that speaks for a message: the variant's own wording, else the shared one. */
  find(
    name: string,
    channel: MessageChannel,
    variant: string | null,
    locale = this.locale,
  ): MessageFile | undefined {
    const fits = this.messages.filter(
      (file) => file.name === name && file.channel === channel && file.locale === locale,
    );
    return closest(fits, variant);
  }

  /** Whether the message can be written for this variant in the catalog's locale. */
  has(name: string, channel: MessageChannel, variant: string | null): boolean {
    return this.find(name, channel, variant) !== undefined;
  }

  /**
   * Whether the message says the closing statement in every case: the partial is rendered outside any condition, and
   * has words of its own outside any condition. Holds for all locales the message is written in.
   */
  rendersClosing(name: string, channel: MessageChannel, variant: string | null): boolean {
    return this.renders(CLOSING_STATEMENT, name, channel, variant);
  }

  /** The same of any part. */
  renders(part: string, name: string, channel: MessageChannel, variant: string | null): boolean {
    const locales = new Set(
      this.messages
        .filter((file) => file.name === name && file.channel === channel)
        .map((file) => file.locale),
    );
    const files = [...locales].flatMap((locale) => this.find(name, channel, variant, locale) ?? []);
    return files.length > 0 && files.every((file) => this.#says(part, file, variant));
  }

  #says(part: string, file: MessageFile, variant: string | null): boolean {
    try {
      const renders = this.parse(file.front.body, file.path, variant, file.locale).some(
        (node) => partialOf(node) === part,
      );
      const partial = this.partialFor(part, variant, file.locale);
      return (
        renders &&
        partial !== undefined &&
        this.parse({ text: partial.source, line: 1, column: 1 }, partial.path, variant, file.locale).some(
          isPlainText,
        )
      );
    } catch {
      // A template that cannot be read says nothing; `problems` tells why.
      return false;
    }
  }

  /** Whether any wording may use one of these values: what none asks for need not be looked up. */
  mayUse(variables: readonly BuiltIn[]): boolean {
    return this.#words.some((words) => variables.some((name) => words.includes(name)));
  }

  /** All that is wrong with the messages of this procedure, in no particular order. */
  problems(procedure: Procedure): Problem[] {
    return checkMessages(this, procedure);
  }

  /** Those that can be known before the steps can be read. */
  fileProblems(procedure: Pick<Procedure, 'facts' | 'variants'>): Problem[] {
    return fileProblems(this, procedure);
  }

  /**
   * Writes a message.
   * @param to.values all facts and built-ins by name; what is null is known to be absent, what is missing is an error
   * @throws MessageError when the message does not exist or lacks a value: nothing may be sent then
   */
  render(
    name: string,
    channel: MessageChannel,
    to: { variant: string | null; locale?: string; values: Values },
  ): Rendered {
    return write(this, name, channel, { locale: this.locale, ...to });
  }

  /** The file that speaks for a shared part. */
  partialFor(name: string, variant: string | null, locale: string): PartialFile | undefined {
    return closest(
      this.partials.filter((file) => file.name === name && file.locale === locale),
      variant,
    );
  }

  /** The parsed template of a piece of a file. Positions in errors and analyses are those of the file. */
  parse(piece: Piece, path: string, variant: string | null, locale: string): Template[] {
    const key = [path, piece.line, piece.column, variant, locale].join('\n');
    const known = this.#parsed.get(key);
    if (known) return known;
    // Blank space in front brings the parser to the right line and column; it is trimmed from what is written.
    const padded = '\n'.repeat(piece.line - 1) + ' '.repeat(piece.column - 1) + piece.text;
    const parsed = this.engine(variant, locale).parse(padded, path);
    this.#parsed.set(key, parsed);
    return parsed;
  }

  engine(variant: string | null, locale: string): Liquid {
    const key = `${variant}\n${locale}`;
    const known = this.#engines.get(key);
    if (known) return known;
    const names = new Set(this.partials.map((partial) => partial.name));
    const sources = [...names].flatMap((name) => {
      const partial = this.partialFor(name, variant, locale);
      // The line end that closes the file is not part of the words.
      return partial ? [[name, partial.source.trimEnd()]] : [];
    });
    const engine = strictEngine(Object.fromEntries(sources));
    this.#engines.set(key, engine);
    return engine;
  }
}

/** The variant's own file, else the one that all share. */
function closest<F extends { variant: string | null }>(files: F[], variant: string | null): F | undefined {
  return (
    files.find((file) => variant !== null && file.variant === variant) ??
    files.find((file) => file.variant === null)
  );
}
