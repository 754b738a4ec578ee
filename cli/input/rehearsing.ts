import { InvalidArgumentError } from 'commander';
import type { Answer, On } from '../../client/index.ts';

/** A date or day behind an answer; any other "@" is part of the answer's own words. */
const DATED = /^(.+)@(\d+|\d{4}-\d{2}-\d{2}|[a-z]+-(?:day|week|weeks|month|months)|tomorrow)$/;

/** Collects `--answer TASK=OPTION` and `TASK=OPTION@DATE`; the same task again is its next answer. */
export function collectAnswer(given: string, before: Record<string, Answer[]> = {}) {
  const [, name, said] = /^([^=]+)=(.+)$/s.exec(given) ?? [];
  if (name === undefined || said === undefined)
    throw new InvalidArgumentError('Write TASK=OPTION, such as decision=decline or how-are-you=spoke@9.');
  return { ...before, [name]: [...(before[name] ?? []), answerIn(said)] };
}

function answerIn(said: string): Answer {
  const [, option, date] = DATED.exec(said) ?? [];
  return option === undefined || date === undefined ? said : { option, until: onIn(date) };
}

/** Collects `--condition CONDITION@WHEN`. */
export function collectCondition(given: string, before: { condition: string; on: On }[] = []) {
  const [, condition, on] = /^([^@]+)@(.+)$/.exec(given) ?? [];
  if (condition === undefined || on === undefined)
    throw new InvalidArgumentError(
      'Write CONDITION@WHEN, such as checked-in@12 or checked-in@final-message.',
    );
  return [...before, { condition, on: onIn(on) }];
}

/** A day of the procedure, or the name of what is done an hour before. */
export function onIn(text: string): On {
  return /^\d{1,4}$/.test(text) ? Number(text) : text;
}
