import type { LocalDate } from '../domain/calendar/localTime.ts';
import type { Catalog } from '../domain/messages/catalog.ts';
import { valuesFor } from '../domain/messages/values.ts';
import type { Procedure } from '../domain/procedure/procedure.ts';
import type { Plan } from '../domain/program/plan.ts';
import type { Instant } from '../domain/program/program.ts';
import { statementValues } from '../domain/statement/inWords.ts';
import type { Letterhead } from '../domain/statement/letterhead.ts';
import type { OpenItem } from '../domain/statement/openItem.ts';
import { statementOf } from '../domain/statement/statement.ts';
import type { Letter } from './letter.ts';

/** A case whose customer gets a letter. */
export interface LetterCase {
  variant: string | null;
  occurrence: string;
  facts: Record<string, string>;
  contact: { name?: string; address?: { lines?: string[] } };
  plan: Plan | null;
  attempts: number;
}

export interface LevelLetter {
  found: LetterCase;
  procedure: Procedure;
  catalog: Catalog;
  level: string;
  /** The customer's id: what they are asked to name when they pay. */
  customer: string;
  items: OpenItem[];
  today: LocalDate;
  at: Instant;
  zone: string;
  sender: { name: string; number: string | null; mailbox: string | null };
  /** Null: the letter bears the name of the company, or else of whoever signs. */
  letterhead: Letterhead | null;
}

/**
 * The letter of a level: its words, and the statement as it is on that day.
 * @throws MessageError when the level has no letter, or a value is missing
 */
export function levelLetter(given: LevelLetter): Letter {
  const { found, procedure, catalog, level, customer, items, today, at, zone, sender, letterhead } = given;
  const { variant } = found;
  const values = valuesFor(procedure, found.facts, {
    variant,
    case: found.occurrence,
    ownerName: sender.name,
    sender,
    at,
    step: '',
    attempt: found.attempts,
    owed: statementValues(items, today, procedure.locale),
    plan: found.plan,
    zone,
  });
  const { subject = '', text } = catalog.render(level, 'letter', { variant, values });
  const reached = [sender.mailbox, sender.number].filter((line) => line !== null);
  return {
    paper: letterhead?.paper ?? 'A4',
    locale: procedure.locale,
    date: today,
    at,
    sender: letterhead ?? { name: found.facts['company-name'] ?? sender.name, lines: reached },
    recipient: [found.contact.name ?? customer, ...(found.contact.address?.lines ?? [])],
    reference: customer,
    title: subject,
    text,
    statement: statementOf(items, today),
  };
}
