import { IANAZone } from 'luxon';

/** Minutes of the zone's clock east of Greenwich at an instant. */
export function offsetAt(zone: string, at: number): number {
  return IANAZone.create(zone).offset(at);
}

const canonical = new Map<string, string | null>();

/** The one name of a zone that has several (US/Pacific is America/Los_Angeles); null: there is no such zone. */
export function zoneNamed(name: string): string | null {
  const before = canonical.get(name);
  if (before !== undefined) return before;
  const found = IANAZone.isValidZone(name)
    ? new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone
    : null;
  canonical.set(name, found);
  return found;
}

/** Newer engines have the method, older ones the property. */
type LocaleWithZones = Intl.Locale & { timeZones?: string[]; getTimeZones?: () => string[] | undefined };

const ofCountries = new Map<string, string[]>();

/** All zones of a country; none when there is no such country. */
export function zonesOfCountry(country: string): string[] {
  if (!/^[A-Z]{2}$/.test(country)) return [];
  const before = ofCountries.get(country);
  if (before) return before;
  const locale = new Intl.Locale(`und-${country}`) as LocaleWithZones;
  const found = locale.getTimeZones?.() ?? locale.timeZones ?? [];
  const zones = [...new Set(found.flatMap((name) => zoneNamed(name) ?? []))];
  ofCountries.set(country, zones);
  return zones;
}
