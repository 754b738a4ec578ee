import { isScalar } from 'yaml';
import { type HealthRules, USUAL_LOG_OFF_MINUTES } from '../../domain/health/rules.ts';
import type { Route } from './config.ts';
import type { ConfigReader, Place } from './reader.ts';

const KEYS = ['agreements', 'more-words', 'allowed-words', 'log-off-minutes'] as const;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Reads `health-data:`: `on`, or its settings. Absent or `off`: the house works with none, and nothing of it holds. */
export function readHealth(reader: ConfigReader, place: Place | undefined): HealthRules | undefined {
  if (!place) return undefined;
  const rules: HealthRules = {
    agreements: {},
    moreWords: [],
    allowedWords: [],
    logOffMinutes: USUAL_LOG_OFF_MINUTES,
  };
  if (isScalar(place.node)) return reader.word(place, ['on', 'off'] as const) === 'off' ? undefined : rules;
  const fields = reader.fields(place, KEYS);
  const agreements = fields.get('agreements');
  for (const [name, at] of agreements ? reader.fields(agreements, null) : []) {
    const signed = signedOn(reader, at);
    if (signed !== null) rules.agreements[name.toLowerCase()] = signed;
  }
  const words = (field: Place | undefined) =>
    (field ? reader.texts(field) : []).map((word) => word.toLowerCase());
  rules.moreWords = words(fields.get('more-words'));
  rules.allowedWords = words(fields.get('allowed-words'));
  rules.logOffMinutes = reader.whole(fields.get('log-off-minutes'), 1, 720) ?? rules.logOffMinutes;
  return rules;
}

/** `signed-on 2026-01-15`, or the date alone; one that lies ahead is none yet. */
function signedOn(reader: ConfigReader, place: Place): string | null {
  const written = reader.text(place)?.replace(/^signed-on\s+/, '');
  if (written === undefined) return null;
  const isDay = DATE.test(written) && !Number.isNaN(Date.parse(written));
  if (isDay && Date.parse(written) <= Date.now()) return written;
  const says = `"${place.name}" needs the day on which the agreement was signed, not after today: signed-on 2026-01-15.`;
  reader.report('FT-CFG-VALUE', place.at, says);
  return null;
}

/**
 * Whom a route needs an agreement of a business associate with, where none is on record: a vendor's name, or the host of
 * a mail server or webhook. Null: nobody, or it is there.
 */
export function lacksAgreement(route: Route, health: HealthRules | undefined): string | null {
  if (!health || route.by === 'sandbox' || route.by === 'by-hand') return null;
  const partner = partnerOf(route);
  return hasAgreement(health, partner) ? null : partner;
}

function partnerOf(route: Exclude<Route, { by: 'sandbox' | 'by-hand' }>): string {
  if (route.by === 'smtp') return route.settings.host.toLowerCase();
  return route.by === 'webhook' ? new URL(route.settings.url).hostname : route.by;
}

/** This machine is nobody else's. */
const HERE = ['localhost', '127.0.0.1', '[::1]', '::1'];

export function hasAgreement({ agreements }: HealthRules, partner: string): boolean {
  return HERE.includes(partner) || Object.hasOwn(agreements, partner);
}
