import { LiquidError, UndefinedVariableError } from 'liquidjs';
import type { Catalog, MessageFile } from './catalog.ts';
import { NothingToPrint } from './engine.ts';
import { MessageError } from './errors.ts';
import type { MessageChannel } from './fileName.ts';
import type { Piece } from './frontMatter.ts';
import { htmlOf } from './html.ts';
import { oneLine, paragraphs } from './plain.ts';

/** What a message may say, by name; a list is asked with "contains". Null: known to be absent, so `if` can ask for it; to print it is an error. */
export type Values = Record<string, string | number | readonly string[] | null>;

/** A finished message, to be stored and sent exactly as it stands. */
export interface Rendered {
  /** One line, safe in a header. For portal and email. */
  subject?: string;
  /** For notes and tasks. */
  title?: string;
  /** The kind of a note, in the words of the system it goes to: OG, FL, FU, R. */
  kind?: string;
  tags?: string[];
  text: string;
  /** The same words as `text`; for email. */
  html?: string;
}

interface To {
  variant: string | null;
  locale: string;
  values: Values;
}

/** Fills a message in; see Catalog.render. */
export function write(catalog: Catalog, name: string, channel: MessageChannel, to: To): Rendered {
  const file = catalog.find(name, channel, to.variant, to.locale);
  if (!file) {
    const variant = to.variant === null ? '' : ` of variant ${to.variant}`;
    throw new MessageError(
      'FT-MSG-MISSING',
      `there is no ${channel} message ${name}${variant} in ${to.locale}`,
    );
  }
  const [fault] = file.front.faults;
  if (fault)
    throw new MessageError(fault.code, `${fault.message} (${file.path}:${fault.line})`, { file: file.path });
  const rendered: Rendered = { text: paragraphs(filled(catalog, file, file.front.body, to)) };
  mustHave(file, 'text', rendered.text);
  for (const key of ['subject', 'title', 'kind'] as const) {
    const piece = file.front.values[key];
    if (piece) rendered[key] = mustHave(file, key, oneLine(filled(catalog, file, piece, to)));
  }
  if (file.front.tags.length > 0) rendered.tags = file.front.tags;
  if (channel === 'email') rendered.html = htmlOf(rendered.text);
  return rendered;
}

function filled(catalog: Catalog, file: MessageFile, piece: Piece, to: To): string {
  try {
    const template = catalog.parse(piece, file.path, to.variant, to.locale);
    return String(catalog.engine(to.variant, to.locale).renderSync(template, {}, { globals: to.values }));
  } catch (error) {
    throw asMessageError(error, file);
  }
}

function asMessageError(error: unknown, file: MessageFile): MessageError {
  const variable = lacking(error);
  if (variable === undefined) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return new MessageError('FT-MSG-NOT-WRITTEN', `${file.path} could not be written: ${reason}`, {
      file: file.path,
    });
  }
  const says = `${file.path} needs ${variable}, and the case does not have it`;
  return new MessageError('FT-MSG-VALUE-MISSING', says, { file: file.path, variable });
}

/** The variable for want of which a template could not be filled in; undefined for any other reason. */
function lacking(error: unknown): string | undefined {
  if (error instanceof UndefinedVariableError)
    return (error.originalError as Error & { variableName?: string }).variableName;
  if (!LiquidError.is(error) || !(error.originalError instanceof NothingToPrint)) return undefined;
  return /^\{\{-?\s*([^\s|}]+)/.exec(error.token.getText())?.[1];
}

function mustHave(file: MessageFile, what: string, text: string): string {
  if (text === '')
    throw new MessageError('FT-MSG-EMPTY', `${file.path} has no ${what} for this case`, { file: file.path });
  return text;
}
