import { ClientError } from '../client/index.ts';

/** @throws ClientError FT-CLI-MOMENT for a leap second and the like */
export function momentOf(text: string): number {
  const at = Date.parse(text);
  if (Number.isSafeInteger(at)) return at;
  throw new ClientError('FT-CLI-MOMENT', `"${text}" is no moment.`);
}

const WITH_TIME = /^\d{4}-\d{2}-\d{2}[Tt ]/;

/** A moment with its offset, else a date or word that the calendar of the case reads. */
export function whenOf(text: string): number | string {
  if (!WITH_TIME.test(text)) return text;
  if (/([Zz]|[+-]\d{2}:?\d{2})$/.test(text)) return momentOf(text);
  throw new ClientError('FT-CLI-MOMENT', `"${text}" has no offset, such as -08:00 or Z.`);
}
