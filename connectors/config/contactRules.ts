import { isMap, type Node } from 'yaml';
import {
  CHANNELS,
  type ConsentBasis,
  type ContactRules,
  DEFAULT_RULES,
  type Hours,
  OPT_OUT_CONFIRMATION,
  PRESETS,
  PURPOSES,
} from '../../domain/contactRules/contactRules.ts';
import { confirmationText } from '../../domain/messages/confirmation.ts';
import { zonesOfCountry } from '../../domain/contactRules/zones.ts';
import { didYouMean, listed } from '../../domain/words.ts';
import type { ConfigReader, Place } from './reader.ts';

const KEYS = [
  'country',
  'hours',
  'per-person',
  'backlog-per-minute',
  'presets',
  'consent-basis',
  'overrides-by',
  'opt-out-confirmation',
  'postal-address',
] as const;
const HOUR = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const ROLE = /^[a-z][a-z0-9-]{0,49}$/;

/** Reads `contact-rules:`; what is not written is as without configuration. */
export function readContactRules(reader: ConfigReader, place: Place | undefined): ContactRules {
  const rules = { ...DEFAULT_RULES, hours: { ...DEFAULT_RULES.hours }, caps: [...DEFAULT_RULES.caps] };
  if (!place) return rules;
  const fields = reader.fields(place, KEYS);
  const country = reader.text(fields.get('country'));
  if (country !== undefined && zonesOfCountry(country).length === 0)
    report(reader, fields.get('country'), `"${country}" is no country: write its two letters, such as US.`);
  else if (country !== undefined) rules.country = country;
  const hours = fields.get('hours');
  for (const [channel, at] of hours ? reader.fields(hours, CHANNELS) : []) {
    const read = readHours(reader, at);
    if (read === 'any') delete rules.hours[channel];
    else if (read) rules.hours[channel] = read;
  }
  const caps = fields.get('per-person');
  if (caps) rules.caps = readCaps(reader, caps);
  rules.perMinute = reader.whole(fields.get('backlog-per-minute'), 1, 100_000) ?? rules.perMinute;
  const confirmation = fields.get('opt-out-confirmation');
  if (confirmation) rules.optOutConfirmation = readConfirmation(reader, confirmation);
  const address = fields.get('postal-address');
  if (address) rules.postalAddress = readPostalAddress(reader, address);
  const presets = fields.get('presets');
  if (presets) rules.presets = words(reader, presets, PRESETS);
  const basis = fields.get('consent-basis');
  if (basis)
    rules.consentBasis = Object.fromEntries(
      [...reader.fields(basis, null)].map(([source, at]) => [source, readBasis(reader, at)]),
    );
  const roles = fields.get('overrides-by');
  if (roles) rules.overrideRoles = readRoles(reader, roles);
  return rules;
}

/** `any`, or from and until on one day of the contact. */
function readHours(reader: ConfigReader, place: Place): Hours | 'any' | null {
  if (!isMap<Node>(place.node)) return reader.word(place, ['any'] as const) ?? null;
  const fields = reader.fields(place, ['from', 'until'], ['from', 'until']);
  const [from, until] = [reader.text(fields.get('from')), reader.text(fields.get('until'))];
  if (from === undefined || until === undefined) return null;
  if (HOUR.test(from) && HOUR.test(until) && from < until) return { from, until };
  report(reader, place, `The hours of "${place.name}" need two quoted times of one day: "08:00", "21:00".`);
  return null;
}

/** `none`, or the words of the text; anything but the sender's name in braces would fail when it is needed. */
function readConfirmation(reader: ConfigReader, place: Place): string | null {
  const written = reader.text(place);
  if (written === undefined) return OPT_OUT_CONFIRMATION;
  if (written === 'none') return null;
  try {
    confirmationText(written, 'Example');
    return written;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    report(reader, place, `"${place.name}" cannot be written: ${why}`);
    return OPT_OUT_CONFIRMATION;
  }
}

/** On one line, as it stands in an email; what is too short to be found by post is no address. */
function readPostalAddress(reader: ConfigReader, place: Place): string | null {
  const written = reader.text(place)?.replace(/\s+/g, ' ').trim();
  if (written === undefined) return null;
  if (written.length >= 10 && /\d/.test(written) && /\p{L}{2}/u.test(written)) return written;
  report(
    reader,
    place,
    `"${place.name}" needs the whole address: street or post box, place and postal code.`,
  );
  return null;
}

const CAPS = { 'a-day': 1, 'a-week': 7, 'a-month': 30 } as const;

function readCaps(reader: ConfigReader, place: Place): ContactRules['caps'] {
  const fields = reader.fields(place, Object.keys(CAPS));
  return Object.entries(CAPS).flatMap(([name, days]) => {
    const attempts = reader.whole(fields.get(name), 1, 1_000);
    return attempts === undefined ? [] : [{ attempts, days }];
  });
}

function readBasis(reader: ConfigReader, place: Place): ConsentBasis {
  const fields = reader.fields(place, ['channels', 'purposes'], ['channels', 'purposes']);
  const [channels, purposes] = [fields.get('channels'), fields.get('purposes')];
  return {
    channels: channels ? words(reader, channels, CHANNELS) : [],
    purposes: purposes ? words(reader, purposes, PURPOSES) : [],
  };
}

function readRoles(reader: ConfigReader, place: Place): string[] {
  return reader.texts(place).filter((role) => {
    if (ROLE.test(role)) return true;
    report(reader, place, `"${role}" is not written as a role: lower-case letters, digits and hyphens.`);
    return false;
  });
}

/** A list of words, each one of those allowed. */
function words<W extends string>(reader: ConfigReader, place: Place, allowed: readonly W[]): W[] {
  return reader.texts(place).flatMap((written) => {
    const word = allowed.find((candidate) => candidate === written);
    if (word !== undefined) return [word];
    const hint = didYouMean(written, allowed);
    report(reader, place, `"${written}" is not one of "${place.name}". Allowed: ${listed(allowed)}.${hint}`);
    return [];
  });
}

function report(reader: ConfigReader, place: Place | undefined, message: string): void {
  reader.report('FT-CFG-VALUE', place?.at ?? 0, message);
}
