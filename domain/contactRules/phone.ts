import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import { geocoder, timezones } from 'libphonenumber-geo-carrier';
import { stateNamed } from './regions.ts';
import { zoneNamed } from './zones.ts';

/** What a phone number tells of where its owner is. */
export interface PhonePlace {
  /** ISO 3166; null: the number belongs to no country, such as a free-call number shared by several. */
  country: string | null;
  /** Empty: the number belongs to no place within its country, as mobile numbers in most countries. */
  zones: string[];
  /** A state of the USA, as "US-FL". */
  region: string | null;
}

const NOWHERE: PhonePlace = { country: null, zones: [], region: null };
/** Looking a number up reads the library's tables from disk; neighbours have the same place. */
const known = new Map<string, Promise<PhonePlace>>();
const KEPT = 10_000;
const OWN_DIGITS = 4;

/**
 * A phone number in the one spelling that is kept (E.164, "+13105550100").
 * @param country of numbers that are written without the code of their country
 * @returns null when it can be no phone number
 */
export function phoneNumber(written: string, country: string): string | null {
  const parsed = parsePhoneNumberFromString(written, country as CountryCode);
  return parsed?.isPossible() ? parsed.number : null;
}

/** Where a number in E.164 belongs. It tells less than everything: people move and keep their number. */
export async function placeOfPhone(number: string): Promise<PhonePlace> {
  const key = number.slice(0, -OWN_DIGITS);
  const before = known.get(key);
  if (before) return before;
  if (known.size >= KEPT) known.clear();
  const place = lookUp(number);
  known.set(key, place);
  return place;
}

async function lookUp(number: string): Promise<PhonePlace> {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return NOWHERE;
  const country = parsed.country ?? null;
  const place = await geocoder(parsed);
  // Without a named place the zones are only guessed from the country.
  if (place === null) return { country, zones: [], region: null };
  const zones = (await timezones(parsed)) ?? [];
  return {
    country,
    zones: zones.flatMap((zone) => zoneNamed(zone) ?? []),
    region: country === 'US' ? stateNamed(place) : null,
  };
}
