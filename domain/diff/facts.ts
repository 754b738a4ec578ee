import { isDeepStrictEqual } from 'node:util';
import type { Fact, Procedure } from '../procedure/procedure.ts';
import { listed } from '../words.ts';
import { wordChange } from './words.ts';

/** What has to be known of a case, and what can be chosen. */
export function factChanges(old: Procedure, now: Procedure): string[] {
  const names = [...new Set([...Object.keys(old.facts), ...Object.keys(now.facts)])];
  return names.flatMap((name) => {
    const [was, will] = [old.facts[name], now.facts[name]];
    if (!was && will)
      return [`New fact "${name}"${will.required ? ', without which no case is opened' : ', if known'}.`];
    if (was && !will) return [`The fact "${name}" is not used any more.`];
    return was && will ? changesOf(name, was, will) : [];
  });
}

function changesOf(name: string, was: Fact, will: Fact): string[] {
  const says: string[] = [];
  if (was.type !== will.type) says.push(`The fact "${name}" is of type ${will.type} instead of ${was.type}.`);
  if (was.required !== will.required)
    says.push(`The fact "${name}" ${will.required ? 'must be known now' : 'need not be known any more'}.`);
  if (was.default !== will.default)
    says.push(
      `"${name}" is ${quoted(will.default)} unless something else is said, instead of ${quoted(was.default)}.`,
    );
  if (was.other !== will.other)
    says.push(
      `Any other text for "${name}" ${will.other ? `becomes "${will.other}"` : 'is not taken any more'}.`,
    );
  says.push(...optionChanges(name, was.options ?? {}, will.options ?? {}));
  if (says.length === 0 && !isDeepStrictEqual(was, will))
    says.push(`The fact "${name}" is described otherwise.`);
  return says;
}

const quoted = (option: string | undefined) => (option === undefined ? 'unknown' : `"${option}"`);

type Options = NonNullable<Fact['options']>;

function optionChanges(name: string, was: Options, will: Options): string[] {
  return [...new Set([...Object.keys(was), ...Object.keys(will)])].flatMap((option) => {
    const [old, now] = [was[option], will[option]];
    if (!old) return [`"${name}" can be "${option}" now.`];
    if (!now) return [`"${name}" cannot be "${option}" any more.`];
    const says: string[] = [];
    if (old.wording !== now.wording)
      says.push(
        `The option "${option}" of "${name}" is worded otherwise: ${wordChange(old.wording, now.wording)}`,
      );
    if (String(old.variants ?? '') !== String(now.variants ?? ''))
      says.push(
        `The option "${option}" of "${name}" is there ${now.variants ? `only in variant ${listed(now.variants)}` : 'in every variant'}.`,
      );
    return says;
  });
}
