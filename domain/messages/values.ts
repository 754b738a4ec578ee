import { DateTime } from 'luxon';
import type { Procedure } from '../procedure/procedure.ts';
import { itemsIn, reaches, stepsOf } from '../procedure/timetable.ts';
import type { Plan } from '../program/plan.ts';
import type { Instant } from '../program/program.ts';
import { ordinal } from '../words.ts';
import { lastContactWords, type Made, triedWays } from './made.ts';
import type { BuiltIn } from './variables.ts';
import { wordingOf } from './wording.ts';
import type { Values } from './write.ts';

/** What a customer owes, in words. */
export interface StatementValues {
  statement: string;
  amountDue: string;
  daysOverdue: number;
}

/** Where the house is reached by post, and where the reader of one email asks for no more (LAW-8). */
export interface Commercial {
  postalAddress: string | null;
  unsubscribeLink: string | null;
}

/** For previews and rehearsals, which reach nobody. */
export const COMMERCIAL_EXAMPLE: Commercial = {
  postalAddress: '1 Example Street, Example City 00000',
  unsubscribeLink: 'https://unsubscribe.example',
};

/** Where a case stands when a message is written. */
export interface MessageContext {
  variant: string | null;
  /** The case's id in its own system. */
  case: string;
  /** The name that automatic messages are signed with. */
  ownerName: string;
  /** How the person who signs is reached; absent: no person signs. */
  sender?: { number: string | null; mailbox: string | null };
  /** When the step is done. */
  at: Instant;
  /** Day and key of the step; the day is absent at the opening. */
  day?: number | undefined;
  step: string;
  /** Which reminder of the round this is, from 1. */
  attempt: number;
  /** How the round has reached out so far, oldest first; for a note with what it is about. */
  made?: readonly Made[];
  history?: string | null;
  /** What the customer owes; only where the procedure has levels. */
  owed?: StatementValues | null;
  /** What an email for marketing must say; absent in every other message. */
  commercial?: Commercial | null;
  /** The dates of this round; null while they are not planned yet. */
  plan: Plan | null;
  /** The zone that days and hours are named in when there is no plan. */
  zone: string;
}

const DAY = { weekday: 'long', month: 'long', day: 'numeric' } as const;
const HOUR = { hour: 'numeric', minute: '2-digit' } as const;

/**
 * All values a message may need, by the names of `variablesOf`: absent facts are null, so that a template can ask for
 * them and a name that is not listed stays an error.
 * @param facts as `readFacts` gives them: texts, instants in ISO 8601, options of choices and their `<name>-detail`
 */
export function valuesFor(
  procedure: Procedure,
  facts: Record<string, string>,
  context: MessageContext,
): Values {
  const zone = context.plan?.zone ?? context.zone;
  const locale = procedure.locale;
  const words = (at: Instant, how: Intl.DateTimeFormatOptions) =>
    DateTime.fromMillis(at, { zone }).setLocale(locale).toLocaleString(how).replaceAll('\u202f', ' ');
  const ago: Ago = {
    words: (at) => daysAgo(at, context.at, zone, locale),
    days: (at) => daysBetween(at, context.at, zone),
  };
  return { ...factValues(procedure, facts, words, ago), ...builtIns(procedure, context, words) };
}

type InWords = (at: Instant, how: Intl.DateTimeFormatOptions) => string;

/** How long ago a day is, by the days of the zone. */
interface Ago {
  words: (at: Instant) => string | null;
  days: (at: Instant) => number;
}

/** "today", "yesterday", "3 days ago": by the days of the zone. */
function daysAgo(at: Instant, now: Instant, zone: string, locale: string): string | null {
  const base = DateTime.fromMillis(now, { zone });
  return DateTime.fromMillis(at, { zone }).setLocale(locale).toRelativeCalendar({ base, unit: 'days' });
}

function daysBetween(at: Instant, now: Instant, zone: string): number {
  const [from, until] = [at, now].map((each) => DateTime.fromMillis(each, { zone }).startOf('day'));
  return from && until ? Math.round(until.diff(from, 'days').days) : 0;
}

function factValues(procedure: Procedure, facts: Record<string, string>, words: InWords, ago: Ago): Values {
  const values: Values = {};
  for (const [name, fact] of Object.entries(procedure.facts)) {
    const given = facts[name] ?? fact.default ?? null;
    if (fact.type === 'text') values[name] = given;
    else if (fact.type === 'instant') {
      const at = given === null ? null : DateTime.fromISO(given).toMillis();
      // Joined here: how a day and an hour are joined differs between releases of the locale data.
      values[name] = at === null ? null : `${words(at, DAY)}, ${words(at, HOUR)}`;
      values[`${name}-day`] = at === null ? null : words(at, DAY);
      values[`${name}-ago`] = at === null ? null : ago.words(at);
      values[`${name}-days-ago`] = at === null ? null : ago.days(at);
    } else {
      const detail = facts[`${name}-detail`] ?? null;
      values[name] = given === null ? null : wordingOf(name, fact, given, detail);
      values[`${name}-key`] = given;
      values[`${name}-detail`] = detail;
    }
  }
  return values;
}

function builtIns(
  procedure: Procedure,
  context: MessageContext,
  words: InWords,
): Record<BuiltIn, Values[string]> {
  const { plan } = context;
  return {
    case: context.case,
    'owner-name': context.ownerName,
    'sender-name': context.ownerName,
    'sender-number': context.sender?.number ?? null,
    'sender-mailbox': context.sender?.mailbox ?? null,
    day: context.day ?? null,
    today: words(context.at, DAY),
    'next-day': plan ? nextDay(plan, context, words) : null,
    'day-zero': plan ? words(DateTime.fromISO(plan.dayZero, { zone: plan.zone }).toMillis(), DAY) : null,
    attempt: context.attempt,
    'attempt-ordinal': ordinal(placeOf(procedure, context)),
    'last-contact': lastContactWords(context.made ?? []),
    tried: triedWays(context.made ?? []),
    history: context.history ?? null,
    statement: context.owed?.statement ?? null,
    'amount-due': context.owed?.amountDue ?? null,
    'days-overdue': context.owed?.daysOverdue ?? null,
    'postal-address': context.commercial?.postalAddress ?? null,
    'unsubscribe-link': context.commercial?.unsubscribeLink ?? null,
    'attempts-planned': remindersPlanned(procedure, context.variant),
  };
}

/** Which attempt of the procedure the step is, also when one before it was made outside or left out. */
function placeOf(procedure: Procedure, { variant, step, attempt }: MessageContext): number {
  const attempts = stepsOf(procedure, variant).filter((each) =>
    itemsIn(procedure, each.step, variant).some(reaches),
  );
  return attempts.findIndex(({ key }) => key === step) + 1 || attempt;
}

function nextDay(plan: Plan, context: MessageContext, words: InWords): string | null {
  const later = Object.entries(plan.slots)
    .filter(([key, { at }]) => key !== context.step && at > context.at)
    .map(([, { at }]) => at);
  return later.length === 0 ? null : words(Math.min(...later), DAY);
}

/**
 * How many reminders a round has: steps that send something before any act. What is sent after an act tells of the act
 * and reminds nobody, such as the response of a case alert.
 */
export function remindersPlanned(procedure: Procedure, variant: string | null): number {
  return stepsOf(procedure, variant)
    .map(({ step }) => itemsIn(procedure, step, variant).map(({ verb }) => verb))
    .filter((verbs) => verbs.includes('send') && !verbs.slice(0, verbs.indexOf('send')).includes('act'))
    .length;
}
