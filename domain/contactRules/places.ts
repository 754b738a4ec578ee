import { placeOfPhone } from './phone.ts';
import { regionNamed, zonesOfRegion } from './regions.ts';
import { zoneNamed, zonesOfCountry } from './zones.ts';

/** What is known of where a person is. */
export interface Whereabouts {
  /** As the person or the source says it. */
  zone?: string | undefined;
  /** Without a country it says nothing of where somebody is. */
  address?: { country?: string | undefined; region?: string | undefined } | undefined;
  /** In E.164. */
  phone?: string | undefined;
}

/** Where a person may be. */
export interface Places {
  /** All zones that must be inside the hours; never empty. */
  zones: string[];
  /** States whose rules apply, "US-FL"; empty: not known. */
  regions: string[];
  countries: string[];
}

/**
 * Every zone in which the person may be (TIM-3): stated zone, address and phone number may each be right. What only
 * names a country adds nothing where something else names a place in it. Nothing known: all zones of the house's country.
 * @param country the house's own
 */
export async function placesOf(given: Whereabouts, country: string): Promise<Places> {
  const phone = given.phone === undefined ? null : await placeOfPhone(given.phone);
  const address = given.address?.country ? addressPlace(given.address.country, given.address.region) : null;
  const stated = given.zone === undefined ? null : zoneNamed(given.zone);
  const said = [stated === null ? [] : [stated], address?.zones ?? [], phone?.zones ?? []];
  const countries = [address?.country, phone?.country].flatMap((each) => each ?? []);
  const named = combined(said.filter((zones) => zones.length > 0));
  const vague = countries.map(zonesOfCountry).filter((zones) => zones.length > 0);
  const zones = combined(vague, named);
  return {
    zones: zones.length > 0 ? zones : elsewhere(country),
    regions: [address?.region, phone?.region].flatMap((each) => each ?? []),
    countries: countries.length > 0 ? countries : [country],
  };
}

/** Sets of zones, one a source: what each adds to the surer ones, those with one zone before those with several. */
function combined(sets: string[][], sure: string[] = []): string[] {
  const zones = new Set(sure);
  for (const set of [...sets].sort((one, other) => one.length - other.length)) {
    // A source that allows one of the zones found says nothing new; one that contradicts them may be right.
    if (!set.some((zone) => zones.has(zone))) for (const zone of set) zones.add(zone);
  }
  return [...zones];
}

function addressPlace(written: string, named: string | undefined) {
  const country = written.trim().toUpperCase();
  const region = named === undefined ? null : regionNamed(country, named);
  const zones = region === null ? [] : zonesOfRegion(region);
  const only = zonesOfCountry(country);
  return { country, region, zones: zones.length > 0 ? zones : only.length === 1 ? only : [] };
}

function elsewhere(country: string): string[] {
  const zones = zonesOfCountry(country);
  if (zones.length === 0) throw new Error(`${country} is no country`);
  return zones;
}
