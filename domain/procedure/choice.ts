import { needsDetail } from '../messages/wording.ts';
import { listed, nearest } from '../words.ts';
import type { FactErrorCode } from './factErrors.ts';
import type { Fact } from './procedure.ts';
import { optionsOf } from './timetable.ts';

export interface Chosen {
  option: string;
  detail: string | null;
}
export interface NotChosen {
  code: FactErrorCode;
  reason: string;
}

/**
 * Reads what a person wrote for a choice: an option ("as-is"), its wording in any case ("Proceed as is", "as is"), an
 * option with its detail in one ("with a new scan", "part: the lower model"), or, where the list is open, any other text.
 * Other text that looks like an option is refused, because a misread "cancel" would do the opposite of what was meant.
 */
export function readChoice(
  name: string,
  fact: Fact,
  variant: string | null,
  given: string,
  detail: string | null,
): Chosen | NotChosen {
  const found = byName(name, fact, given) ?? withDetail(name, fact, given);
  if (found) return settle(name, fact, variant, found, detail);
  const allowed = optionsOf(fact, variant);
  const near =
    nearest(plain(given), Object.keys(fact.options ?? {}).map(plain)) ?? mentioned(name, fact, given);
  if (fact.other === undefined || near !== undefined) {
    const asOther =
      fact.other === undefined
        ? ''
        : ` To use these very words, give ${name}=${fact.other} and ${name}-detail.`;
    const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
    return {
      code: 'FT-FCT-CHOICE',
      reason: `"${given}" is not an option of ${name}.${hint} Allowed: ${listed(allowed)}.${asOther}`,
    };
  }
  return settle(name, fact, variant, { option: fact.other, detail: given }, detail);
}

function settle(
  name: string,
  fact: Fact,
  variant: string | null,
  found: Chosen,
  given: string | null,
): Chosen | NotChosen {
  const { option } = found;
  const allowed = optionsOf(fact, variant);
  if (!allowed.includes(option))
    return {
      code: 'FT-FCT-NOT-IN-VARIANT',
      reason: `${name} "${option}" is not offered in variant "${variant}". Allowed: ${listed(allowed)}.`,
    };
  if (found.detail !== null && given !== null)
    return {
      code: 'FT-FCT-DETAIL-UNUSED',
      reason: `${name} already says "${found.detail}", so ${name}-detail must be left out`,
    };
  const detail = found.detail ?? given;
  if (needsDetail(name, fact, option))
    return detail === null
      ? { code: 'FT-FCT-DETAIL-MISSING', reason: `${name} "${option}" needs ${name}-detail: what exactly?` }
      : { option, detail };
  if (detail !== null)
    return {
      code: 'FT-FCT-DETAIL-UNUSED',
      reason: `${name} "${option}" takes no detail, so ${name}-detail must be left out`,
    };
  return { option, detail };
}

/** Words to compare by: lower case, hyphens and runs of blanks as one blank. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s-]+/g, ' ')
    .trim();
}

function byName(name: string, fact: Fact, given: string): Chosen | undefined {
  const option = Object.keys(fact.options ?? {}).find((candidate) => {
    if (plain(candidate) === plain(given)) return true;
    return !needsDetail(name, fact, candidate) && sayings(fact, candidate).includes(plain(given));
  });
  return option === undefined ? undefined : { option, detail: null };
}

/** An option and its detail in one text; "with part the lower model" is part, as the SOP puts it. */
function withDetail(name: string, fact: Fact, given: string): Chosen | undefined {
  const openings = Object.keys(fact.options ?? {})
    .filter((option) => option !== fact.other && needsDetail(name, fact, option))
    .flatMap((option) => [...sayings(fact, option), plain(option)].map((opening) => ({ option, opening })))
    // The longest first: "part of the case: x" says more than "part x".
    .sort((a, b) => b.opening.length - a.opening.length);
  for (const { option, opening } of openings) {
    const detail = afterOpening(opening, given);
    if (detail !== undefined) return withDetail(name, fact, detail) ?? { option, detail };
  }
  return undefined;
}

/** What follows these opening words and a blank or colon; undefined when the text begins otherwise. */
function afterOpening(opening: string, given: string): string | undefined {
  const words = opening
    .replace(/:$/, '')
    .split(' ')
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, '\\$&'));
  const begins = new RegExp(`^\\s*${words.join('[\\s-]+')}(?:\\s*:\\s*|\\s+)(\\S[\\s\\S]*)$`, 'i');
  return opening === '' ? undefined : begins.exec(given)?.[1]?.trim();
}

/** How an option is said, up to its detail: "proceed as is", and "as is" because several options begin with "proceed". */
function sayings(fact: Fact, option: string): string[] {
  const openings = Object.values(fact.options ?? {}).map(({ wording }) =>
    plain(wording.split('{{')[0] ?? ''),
  );
  const whole = plain((fact.options?.[option]?.wording ?? '').split('{{')[0] ?? '');
  const [first = '', ...rest] = whole.split(' ');
  const shared = openings.filter((opening) => opening.split(' ')[0] === first).length > 1;
  return shared && rest.length > 0 ? [whole, rest.join(' ')] : [whole];
}

/** An option without a detail whose very name stands somewhere in the text. */
function mentioned(name: string, fact: Fact, given: string): string | undefined {
  const words = plain(given.replace(/[^\p{L}\p{N}\s-]/gu, ' '));
  return Object.keys(fact.options ?? {}).find(
    (option) => !needsDetail(name, fact, option) && ` ${words} `.includes(` ${plain(option)} `),
  );
}
