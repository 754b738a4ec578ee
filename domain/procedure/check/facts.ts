import { didYouMean, listed } from '../../words.ts';
import { strictEngine } from '../../messages/engine.ts';
import { variablesOf } from '../../messages/variables.ts';
import { own } from '../present.ts';
import type { Fact } from '../procedure.ts';
import { optionsOf, variantsOf } from '../timetable.ts';
import { OTHERWISE } from '../vocabulary/verbs.ts';
import type { Checking } from './checking.ts';

const factsOf = (checking: Checking): [string, Fact][] => Object.entries(checking.procedure.facts);

/** Options belong to choices, and a moment has no default. */
export function keysFitTheType(checking: Checking): void {
  for (const [name, fact] of factsOf(checking)) {
    const refuse = (key: string, says: string) => checking.report('FT-PRC-FACT-KEY', fact, key, says);
    if (fact.type === 'choice' && !fact.options) {
      refuse(
        'type',
        `The choice "${name}" has no options. Write them below options:, each with its wording.`,
      );
    }
    if (fact.type !== 'choice' && fact.options) {
      refuse('options', `Only a fact of type choice has options; "${name}" is of type ${fact.type}.`);
    }
    if (fact.type !== 'choice' && fact.other !== undefined) {
      refuse(
        'any-other-text',
        `Only a fact of type choice has any-other-text; "${name}" is of type ${fact.type}.`,
      );
    }
    if (fact.type === 'instant' && fact.default !== undefined) {
      refuse(
        'default',
        `A fact of type instant has no default: "${name}" is a different moment in each case.`,
      );
    }
  }
}

export function defaultIsAnOption(checking: Checking): void {
  for (const [, fact] of factsOf(checking)) {
    if (fact.type !== 'choice' || !fact.options || fact.default === undefined) continue;
    const names = Object.keys(fact.options);
    if (!names.includes(fact.default)) {
      const says = `"${fact.default}" is not one of the options: ${listed(names)}.${didYouMean(fact.default, names)}`;
      checking.report('FT-PRC-OPTION-UNKNOWN', fact, 'default', says);
    }
  }
}

export function defaultIsInEachVariant(checking: Checking): void {
  for (const [, fact] of factsOf(checking)) {
    const chosen = fact.default;
    if (chosen === undefined || !own(fact.options ?? {}, chosen)) continue;
    const without = variantsOf(checking.procedure).filter(
      (variant) => !optionsOf(fact, variant).includes(chosen),
    );
    if (without.length === 0) continue;
    const says = `The default "${chosen}" is not offered in variant ${listed(without.map(String))}.`;
    checking.report('FT-PRC-OPTION-UNKNOWN', fact, 'default', says);
  }
}

export function otherIsAnOption(checking: Checking): void {
  for (const [, fact] of factsOf(checking)) {
    if (fact.other === undefined || !fact.options) continue;
    const names = Object.keys(fact.options);
    if (names.includes(fact.other)) continue;
    const says = `"${fact.other}" is not one of the options: ${listed(names)}.${didYouMean(fact.other, names)}`;
    checking.report('FT-PRC-OPTION-UNKNOWN', fact, 'any-other-text', says);
  }
}

export function optionVariantsExist(checking: Checking): void {
  const names = Object.keys(checking.procedure.variants);
  for (const [, fact] of factsOf(checking)) {
    for (const option of Object.values(fact.options ?? {})) {
      for (const variant of option.variants ?? []) {
        if (names.includes(variant)) continue;
        const known = names.length > 0 ? `Variants: ${listed(names)}.` : 'The procedure has none.';
        const says = `There is no variant "${variant}". ${known}${didYouMean(variant, names)}`;
        checking.report('FT-PRC-VARIANT-UNKNOWN', option, 'variants', says);
      }
    }
  }
}

/** In an item with choose the other keys are options; and messages know more names than the facts. */
export function namesAreFree(checking: Checking): void {
  const variables = variablesOf(checking.procedure);
  for (const [name, fact] of factsOf(checking)) {
    const reserved = Object.entries(fact.options ?? {}).filter(([option]) =>
      RESERVED_OPTIONS.includes(option),
    );
    for (const [option, value] of reserved) {
      const says = `An option cannot be called "${option}": the word has a meaning in steps.`;
      checking.report('FT-PRC-FACT-NAME', value, undefined, says);
    }
    if (variables.filter((variable) => variable === name).length < 2) continue;
    const says = `Messages have a value called "${name}" already. Choose another name.`;
    checking.report('FT-PRC-FACT-NAME', fact, 'key', says);
  }
}

/** A wording is written before the case has anything but the option and what was added to it. */
export function wordingsCanBeWritten(checking: Checking): void {
  for (const [name, fact] of factsOf(checking)) {
    for (const option of Object.values(fact.options ?? {})) {
      const fault = wordingFault(option.wording, `${name}-detail`);
      if (fault !== undefined) checking.report('FT-PRC-WORDING', option, 'wording', fault);
    }
  }
}

const ENGINE = strictEngine({});

const RESERVED_OPTIONS: readonly string[] = [OTHERWISE, 'choose'];

function wordingFault(wording: string, detail: string): string | undefined {
  try {
    const strange = ENGINE.globalVariablesSync(wording).filter((variable) => variable !== detail);
    if (strange.length === 0) return undefined;
    return `The wording uses ${listed(strange)}. Of all facts it can use only {{ ${detail} }}.`;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(', line:')[0] : String(error);
    return `The wording is not a correct template: ${reason}.`;
  }
}
