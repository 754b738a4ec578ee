import { wordingOf } from '../messages/wording.ts';
import type { Fact, Procedure } from '../procedure/procedure.ts';
import { AFTER_THE_END, STOP_RULES } from '../procedure/vocabulary/head.ts';
import { listed } from '../words.ts';

/** When the count begins, which days count and at what hour. */
export function clockRules({ clock, facts }: Procedure): string[] {
  const first = `Day ${clock.firstDay}`;
  const about = facts[clock.dayZero]?.about;
  const late = clock.sentUntil && clock.count === 'business-days';
  return [
    `${first} is the day of "${clock.dayZero}"${about ? ` (${about})` : ''}, by the calendar "${clock.calendar}".`,
    clock.count === 'business-days'
      ? 'Only the working days of the calendar count.'
      : 'Every day counts. A step that falls on a day off moves to the next working day.',
    ...(clock.sentFrom ? [`Before ${clock.sentFrom} it still belongs to the evening before.`] : []),
    ...(late ? [`After ${clock.sentUntil}, or on a day off, the next working day is ${first}.`] : []),
    `Steps are done at ${clock.at}, in the time zone of the calendar.`,
  ];
}

/** What stops a case at any moment, and what a reply after the end does. */
export function stopRules({ stopWhen, afterEnd }: Procedure): string[] {
  return [...stopWhen.map((rule) => sentence(STOP_RULES[rule])), sentence(AFTER_THE_END[afterEnd])];
}

/** What must never be exceeded or left out. */
export function limitRules({ clock, limits, closingStatement }: Procedure): string[] {
  const between = clock.fullDaysBetween ?? 0;
  return [
    'The contact hears from us on one day at most once, by whatever number of channels.',
    ...(limits.attemptsPerRound
      ? [`In one round the contact hears from us at most ${limits.attemptsPerRound} times.`]
      : []),
    ...(between > 0
      ? [`At least ${between === 1 ? 'one full day lies' : `${between} full days lie`} between two messages.`]
      : []),
    ...(closingStatement ? ['The last message must carry the closing statement.'] : []),
    ...(clock.skipAfterDays
      ? [`A step that is ${clock.skipAfterDays} days late is left out, and the reason is kept.`]
      : []),
    'Nothing that cannot be undone is done because nobody answered: a warning must have arrived and a person must have approved it.',
  ];
}

/** The choices of a case: what each option says, and which is taken when nobody chooses. */
export function choiceRules(procedure: Procedure): { name: string; rules: string[] }[] {
  return Object.entries(procedure.facts)
    .filter(([, fact]) => fact.type === 'choice')
    .map(([name, fact]) => ({
      name,
      rules: Object.keys(fact.options ?? {}).map((option) => optionRule(name, fact, option)),
    }));
}

function optionRule(name: string, fact: Fact, option: string): string {
  const only = fact.options?.[option]?.variants;
  const notes = [
    ...(fact.default === option ? ['unless something else is chosen'] : []),
    ...(only ? [`only in variant ${listed(only)}`] : []),
  ];
  const wording =
    option === fact.other ? 'any other text, in these very words' : wordingOf(name, fact, option, '…');
  return `${wording}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`;
}

/** What has to be known of a case. */
export function factRules({ facts }: Procedure): string[] {
  return Object.entries(facts)
    .filter(([, fact]) => fact.type !== 'choice')
    .map(
      ([name, { about, required }]) => `${name}${about ? `: ${about}` : ''}${required ? '' : ' (if known)'}`,
    );
}

function sentence(rule: string): string {
  return `${rule.charAt(0).toUpperCase()}${rule.slice(1)}.`;
}
