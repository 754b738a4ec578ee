import { type AcuitySettings, readAcuity } from '../acuity/settings.ts';
import { readSlack, type SlackSettings } from '../slack/settings.ts';
import { readTwilio, type TwilioSettings } from '../twilio/settings.ts';
import { type HappyfoxSettings, readHappyfox } from '../happyfox/settings.ts';
import { type KeapSettings, readKeap } from '../keap/settings.ts';
import { readZendesk, type ZendeskSettings } from '../zendesk/settings.ts';
import type { ConfigReader, Place } from './reader.ts';

/** Accounts with vendors by their names, each configured once and used by whatever ways and look-ups name it. */
export interface Accounts {
  keap?: KeapSettings;
  zendesk?: ZendeskSettings;
  happyfox?: HappyfoxSettings;
  twilio?: TwilioSettings;
  slack?: SlackSettings;
  acuity?: AcuitySettings;
}

/** Undefined: the account has a problem, which was reported. */
type Read = (reader: ConfigReader, place: Place) => Accounts[keyof Accounts] | undefined;

const READERS: Record<string, Read> = {
  keap: readKeap,
  zendesk: readZendesk,
  happyfox: readHappyfox,
  twilio: readTwilio,
  slack: readSlack,
  acuity: readAcuity,
};

/** Reads `connectors:`. An account with a problem is left out. */
export function readAccounts(reader: ConfigReader, place: Place | undefined): Accounts {
  if (!place) return {};
  const found = [...reader.fields(place, Object.keys(READERS))];
  for (const [vendor, field] of found) reader.partner(field, vendor);
  return Object.fromEntries(found.map(([vendor, field]) => [vendor, READERS[vendor]?.(reader, field)]));
}
