import { approvedIn, CONTACT, WARNING } from '../procedure/ownRules.ts';
import { wordingOf } from '../messages/wording.ts';
import type { Fact, OwnRule, Procedure } from '../procedure/procedure.ts';
import { AFTER_THE_END, OPEN_CASES, STOP_RULES } from '../procedure/vocabulary/head.ts';
import { LOOK_UPS, type LookUp } from '../procedure/vocabulary/lookUps.ts';
import { TASK_HOURS } from '../compile/compile.ts';
import { listed, spaced } from '../words.ts';

/** When the count begins, which days count and at what hour. */
export function clockRules({ clock, facts, steps, levels }: Procedure): string[] {
  const first = `Day ${clock.firstDay}`;
  const about = facts[clock.dayZero]?.about;
  const event = `"${clock.dayZero}"${about ? ` (${about})` : ''}`;
  if (levels.length > 0)
    return [
      `The days of each debt count from when it was due; a step moves to the next working day of the calendar "${clock.calendar}".`,
      `Steps are done at ${clock.at}, in the time zone of the calendar.`,
    ];
  if (!steps.some(({ when }) => when === 'day'))
    return [
      `It begins with ${event}; from there each step waits its hours, and is done in the working hours of the calendar "${clock.calendar}".`,
    ];
  const late = clock.sentUntil && clock.count === 'business-days';
  return [
    `${first} is the day of ${event}, by the calendar "${clock.calendar}".`,
    clock.count === 'business-days'
      ? 'Only the working days of the calendar count.'
      : 'Every day counts. A step that falls on a day off moves to the next working day.',
    ...(clock.sentFrom ? [`Before ${clock.sentFrom} it still belongs to the evening before.`] : []),
    ...(late ? [`After ${clock.sentUntil}, or on a day off, the next working day is ${first}.`] : []),
    `Steps are done at ${clock.at}, in the time zone of the calendar.`,
  ];
}

/** What stops a case at any moment, and what a reply after the end does. */
export function stopRules({ stopWhen, stopOnlyIn, afterEnd }: Procedure): string[] {
  const rules = stopWhen.map((rule) => {
    const only = stopOnlyIn?.[rule];
    return sentence(`${STOP_RULES[rule]}${only ? ` (only in variant ${listed(only)})` : ''}`);
  });
  return [...rules, sentence(AFTER_THE_END[afterEnd])];
}

const LEVEL_RULES = [
  'No message about a debt goes out by itself, unless the email of that level has been switched to automatic.',
  'No debt skips a level, however old it is when it becomes known; after the last level it comes again every 30 days.',
  'Whoever is done with a statement may set the date on which the customer comes back, instead of the next level.',
  'A disputed invoice is asked for by nobody until the dispute is settled. What is not yet due is waited for.',
];

/** What must never be exceeded or left out. */
export function limitRules(procedure: Procedure): string[] {
  const { clock, limits, closingStatement, verify, stopOnlyIn, tasks, openCases = 'one' } = procedure;
  const between = clock.fullDaysBetween ?? 0;
  return [
    'On one day the contact hears from us once at most, by whatever number of channels.',
    sentence(OPEN_CASES[openCases]),
    ...verified(verify, stopOnlyIn?.['checked-in']),
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
    ...undone(tasks),
    ...(procedure.levels.length > 0 ? LEVEL_RULES : []),
    ...(procedure.rules ?? []).map(ownRule),
    'Nothing that cannot be undone is done because nobody answered: a warning must have arrived and a person must have approved it.',
  ];
}

/** A rule of the procedure's own as a sentence. */
export function ownRule(rule: OwnRule): string {
  if ('leaves' in rule)
    return `Every attempt leaves a ${rule.leaves}, before the next one and before the end.`;
  const when =
    rule.before === undefined ? `after ${worded(rule.after ?? '')}` : `before ${worded(rule.before)}`;
  return `Never ${worded(rule.never)} ${when}, within one round.`;
}

function worded(words: string): string {
  const act = approvedIn(words);
  if (act !== null) return `"${act}" is approved`;
  if (words === WARNING) return 'a warning';
  return words === CONTACT ? 'any contact' : `"${words}"`;
}

/** @param handedIn the only variants in which a check-in ends the case, and is looked up */
function verified(names: LookUp[], handedIn: string[] | undefined): string[] {
  if (names.length === 0) return [];
  const only = handedIn ? ` (only in variant ${listed(handedIn)})` : '';
  const list = names.map((name) => `${LOOK_UPS[name].means}${name === 'check-in' ? only : ''}`).join('; ');
  return [
    `Right before every contact, and before anything that cannot be undone, these are read again: ${list}.`,
  ];
}

function undone({ limitHours = TASK_HOURS, escalateTo }: Procedure['tasks']): string[] {
  const to =
    escalateTo === undefined
      ? 'becomes more urgent, and stays with its role'
      : `goes to the role "${spaced(escalateTo)}"`;
  return [`A task that is left undone for ${limitHours} hours ${to}. It is never dropped.`];
}

/** The choices of a case: what each option says, and which is taken when nobody chooses. */
export function choiceRules(procedure: Procedure): { title: string; rules: string[] }[] {
  return Object.entries(procedure.facts)
    .filter(([, fact]) => fact.type === 'choice')
    .map(([name, fact]) => ({
      title: `What "${name}" can be${fact.about ? ` (${fact.about})` : ''}`,
      rules: Object.keys(fact.options ?? {}).map((option) => optionRule(name, fact, option)),
    }));
}

function optionRule(name: string, fact: Fact, option: string): string {
  const only = fact.options?.[option]?.variants;
  const notes = [
    ...(fact.default === option ? [unlessSaid(name)] : []),
    ...(only ? [`only in variant ${listed(only)}`] : []),
  ];
  const wording =
    option === fact.other ? 'any other text, in these very words' : wordingOf(name, fact, option, '…');
  return `${wording}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`;
}

function unlessSaid(name: string): string {
  return name in LOOK_UPS ? 'as long as nothing else was found' : 'unless something else is said';
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
