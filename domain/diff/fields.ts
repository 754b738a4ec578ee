import { isDeepStrictEqual } from 'node:util';
import { ownRule } from '../explain/rules.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { AFTER_THE_END, STOP_RULES } from '../procedure/vocabulary/head.ts';
import { LOOK_UPS } from '../procedure/vocabulary/lookUps.ts';
import { listed, spaced } from '../words.ts';

type Compare = (old: Procedure, now: Procedure) => string[];

/** What is said of each part of a procedure but its steps, variants and facts. */
export const FIELDS: Partial<Record<keyof Procedure, Compare>> = {
  version: () => [],
  title: (old, now) => [`The title is "${now.title}" instead of "${old.title}".`],
  about: () => ['What it is for is described in other words.'],
  sop: (_, now) => [now.sop ? `It follows ${now.sop}.` : 'It names no SOP any more.'],
  owner: (old, now) => [
    `New cases belong to the role "${spaced(now.owner)}" instead of "${spaced(old.owner)}"; cases that are moved keep theirs.`,
  ],
  locale: (old, now) => [`Its messages are in ${now.locale} instead of ${old.locale}.`],
  purpose: (old, now) => [
    `Its messages count as ${now.purpose ?? 'informational'} instead of ${old.purpose ?? 'informational'}.`,
  ],
  stopWhen: (old, now) => [
    ...missing(now.stopWhen, old.stopWhen).map((rule) => `New stop rule: ${STOP_RULES[rule]}.`),
    ...missing(old.stopWhen, now.stopWhen).map((rule) => `No longer a stop rule: ${STOP_RULES[rule]}.`),
  ],
  stopOnlyIn: (old, now) =>
    [...new Set(Object.keys({ ...old.stopOnlyIn, ...now.stopOnlyIn }))]
      .filter((rule) => now.stopWhen.some((known) => known === rule))
      .filter((rule) => !isDeepStrictEqual(old.stopOnlyIn?.[rule], now.stopOnlyIn?.[rule]))
      .map((rule) => {
        const only = now.stopOnlyIn?.[rule];
        return `"${rule}" ends ${only ? `variant ${listed(only)} only` : 'every variant'}.`;
      }),
  rules: (old, now) => {
    const [was, will] = [(old.rules ?? []).map(ownRule), (now.rules ?? []).map(ownRule)];
    return [
      ...missing(will, was).map((rule) => `New rule: ${rule}`),
      ...missing(was, will).map((rule) => `No longer a rule: ${rule}`),
    ];
  },
  limits: (old, now) => [`In one round the contact hears from us ${times(now)} instead of ${times(old)}.`],
  verify: (old, now) => [
    ...missing(now.verify, old.verify).map(
      (name) => `Read again before every contact: ${LOOK_UPS[name].means}.`,
    ),
    ...missing(old.verify, now.verify).map(
      (name) => `No longer read again before every contact: ${LOOK_UPS[name].means}.`,
    ),
  ],
  tasks: (old, now) => [
    ...differ(
      hours(old),
      hours(now),
      (was, will) => `A task that is left undone is escalated after ${will} instead of ${was}.`,
    ),
    ...differ(role(old), role(now), (was, will) => `It is then escalated to ${will} instead of ${was}.`),
  ],
  levels: (old, now) => levelChanges(old, now),
  closingStatement: (_, now) => [
    now.closingStatement
      ? 'The last message must carry the closing statement now.'
      : 'The last message need not carry the closing statement any more.',
  ],
  afterEnd: (_, now) => [`After the end: ${AFTER_THE_END[now.afterEnd]}.`],
};

const missing = <T>(these: T[], from: T[]): T[] => these.filter((each) => !from.includes(each));

function differ(was: string, will: string, says: (was: string, will: string) => string): string[] {
  return was === will ? [] : [says(was, will)];
}

const times = ({ limits }: Procedure) =>
  limits.attemptsPerRound === undefined ? 'any number of times' : `at most ${limits.attemptsPerRound} times`;
const hours = ({ tasks }: Procedure) =>
  tasks.limitHours === undefined ? 'the usual time' : `${tasks.limitHours} hours`;
const role = ({ tasks }: Procedure) =>
  tasks.escalateTo === undefined ? 'nobody else' : `the role "${spaced(tasks.escalateTo)}"`;

function levelChanges(old: Procedure, now: Procedure): string[] {
  const names = [...new Set([...old.levels, ...now.levels].map(({ name }) => name))];
  const changes = names.flatMap((name) => {
    const [was, will] = [old, now].map(({ levels }) => levels.find((level) => level.name === name));
    if (!was && will) return [`New level "${name}", ${will.days} days overdue.`];
    if (was && !will) return [`The level "${name}" is gone.`];
    if (!was || !will) return [];
    const suggests = ({ actions, manual }: typeof was) => [...actions, ...manual].join(', ') || 'nothing';
    return [
      ...differ(
        String(was.days),
        String(will.days),
        (from, to) => `The level "${name}" begins ${to} days overdue instead of ${from}.`,
      ),
      ...differ(
        suggests(was),
        suggests(will),
        (from, to) => `The level "${name}" suggests ${to} instead of ${from}.`,
      ),
    ];
  });
  return changes.length > 0 ? changes : ['The levels are in another order.'];
}
