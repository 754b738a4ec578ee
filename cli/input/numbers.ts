import { CommandError } from '../errors.ts';

/** @throws CommandError when it is no whole number of the range */
export function wholeNumber(option: string, text: string, from: number, to: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= from && number <= to) return number;
  throw new CommandError(
    'FT-CMD-USAGE',
    `${option} needs a whole number from ${from} to ${to}, not "${text}".`,
  );
}
