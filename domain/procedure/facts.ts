import { DateTime } from 'luxon';
import type { Instant } from '../program/program.ts';
import { didYouMean, listed } from '../words.ts';
import { readChoice } from './choice.ts';
import { FactError, type FactProblem } from './factErrors.ts';
import { readInstant } from './instant.ts';
import type { Fact, Procedure } from './procedure.ts';
import { steeringFacts } from './timetable.ts';

/** More than any alert; bounds what a message and a row of the ledger must hold. */
const LONGEST = 10_000;

/** What is known of a case, in the form the ledger keeps. */
export interface Facts {
  /** Texts; instants as ISO 8601 in UTC; options of choices, and their `<name>-detail`. May hold personal data. */
  facts: Record<string, string>;
  /** The options that steer the path: never personal, so they may travel in the workflow. */
  steering: Record<string, string>;
  /** The instant from which the procedure counts. */
  zero: Instant;
}

/**
 * The facts a case is opened with, read and checked.
 * @param variant as `chooseVariant` gives it: it decides which options there are
 * @throws FactError with every problem
 */
export function acceptFacts(
  procedure: Procedure,
  variant: string | null,
  input: Record<string, unknown>,
): Facts {
  const { facts, problems } = readFacts(procedure, variant, input);
  const [first, ...more] = problems;
  if (first) throw new FactError([first, ...more]);
  const steers = steeringFacts(procedure, variant);
  return {
    facts,
    steering: Object.fromEntries(Object.entries(facts).filter(([name]) => steers.includes(name))),
    zero: DateTime.fromISO(facts[procedure.clock.dayZero] ?? '').toMillis(),
  };
}

/** As `acceptFacts`, without throwing: what could be read and all that is wrong. Null counts as not given. */
export function readFacts(
  procedure: Procedure,
  variant: string | null,
  input: Record<string, unknown>,
): { facts: Record<string, string>; problems: FactProblem[] } {
  const facts: Record<string, string> = {};
  const problems = unknownNames(procedure, input);
  for (const [name, fact] of Object.entries(procedure.facts)) {
    try {
      const value = textOf(input, name) || (fact.default ?? '');
      const detail = fact.type === 'choice' ? textOf(input, `${name}-detail`) : '';
      Object.assign(facts, factOf(variant, name, fact, value, detail));
    } catch (error) {
      if (!(error instanceof FactError)) throw error;
      problems.push(...error.problems);
    }
  }
  return { facts, problems };
}

/**
 * The variant a case runs in.
 * @param given a name or a number; absent: the first one
 * @returns null for a procedure without variants
 * @throws FactError when there is no such variant
 */
export function chooseVariant(procedure: Procedure, given?: unknown): string | null {
  const names = Object.keys(procedure.variants);
  if (given === undefined || given === null) return names[0] ?? null;
  const name = typeof given === 'number' || typeof given === 'string' ? String(given) : JSON.stringify(given);
  if (names.includes(name)) return name;
  const allowed = names.length === 0 ? 'It has none.' : `Allowed: ${listed(names)}.`;
  const message = `${procedure.procedure} has no variant "${name}". ${allowed}${didYouMean(name, names)}`;
  throw new FactError([{ code: 'FT-FCT-VARIANT', fact: 'variant', message }]);
}

function unknownNames(procedure: Procedure, input: Record<string, unknown>): FactProblem[] {
  const allowed = Object.entries(procedure.facts).flatMap(([name, { type }]) =>
    type === 'choice' ? [name, `${name}-detail`] : [name],
  );
  return Object.keys(input)
    .filter((name) => !allowed.includes(name))
    .map((fact) => {
      const says = `${procedure.procedure} knows no fact "${fact}".${didYouMean(fact, allowed)}`;
      return { code: 'FT-FCT-UNKNOWN', fact, message: `${says} Allowed: ${listed(allowed)}.` };
    });
}

/** The text of a value, '' when there is none. */
function textOf(input: Record<string, unknown>, name: string): string {
  const value = Object.hasOwn(input, name) ? (input[name] ?? '') : '';
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string')
    throw refusal('FT-FCT-TEXT', name, `${name} must be a text, not ${JSON.stringify(value)}.`);
  if (text.length > LONGEST)
    throw refusal('FT-FCT-TEXT', name, `${name} is longer than ${LONGEST} characters.`);
  if (/\0|\p{Surrogate}/u.test(text))
    throw refusal('FT-FCT-TEXT', name, `${name} holds NUL or half of a character.`);
  return text.trim();
}

/** The fact as it is kept, with its detail; nothing when it is optional and was not given. */
function factOf(
  variant: string | null,
  name: string,
  fact: Fact,
  value: string,
  detail: string,
): Record<string, string> {
  if (value === '') {
    if (fact.required)
      throw refusal('FT-FCT-MISSING', name, `${name} is missing${fact.about ? `: ${fact.about}` : ''}.`);
    if (detail !== '')
      throw refusal('FT-FCT-DETAIL-UNUSED', name, `${name}-detail is given without ${name}.`);
    return {};
  }
  if (fact.type === 'text') return { [name]: value };
  if (fact.type === 'instant') {
    const moment = readInstant(value);
    if ('reason' in moment) throw refusal('FT-FCT-INSTANT', name, `${name}: ${moment.reason}.`);
    return { [name]: new Date(moment.at).toISOString() };
  }
  const chosen = readChoice(name, fact, variant, value, detail === '' ? null : detail);
  if ('code' in chosen) throw refusal(chosen.code, name, chosen.reason);
  return { [name]: chosen.option, ...(chosen.detail === null ? {} : { [`${name}-detail`]: chosen.detail }) };
}

function refusal(code: FactProblem['code'], fact: string, message: string): FactError {
  return new FactError([{ code, fact, message }]);
}
