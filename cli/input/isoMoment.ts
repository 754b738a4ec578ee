import { CommandError } from '../errors.ts';

/** A moment with its offset, in milliseconds. @throws CommandError */
export function isoMoment(option: string, text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(at)) return at;
  throw new CommandError('FT-CMD-TIME', `${option} "${text}" is no moment such as 2026-03-09T14:00-08:00.`);
}
