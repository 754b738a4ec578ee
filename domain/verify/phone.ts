import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Answers } from './answers.ts';
import type { Circumstances, Finding } from './finding.ts';

const BY_PHONE = ['text', 'call'];

/** Before a text or a call the number of the report must be the one that booking system and CRM have (the SOPs, section 4). */
export function judgePhone({ booking, crm }: Answers['phone'], given: Circumstances): Finding {
  if (given.channel === null || !BY_PHONE.includes(given.channel)) return { finding: 'clear' };
  const known = Object.entries({ report: given.phone, 'booking system': booking, CRM: crm }).flatMap(
    ([where, number]) => (number === null ? [] : [{ where, number: sameNumber(number, given.country) }]),
  );
  if (new Set(known.map(({ number }) => number)).size < 2) return { finding: 'clear' };
  const [first, ...others] = known.map(({ where, number }) => `${number} (${where})`);
  const about = [`phone ${known.map(({ number }) => number).join(' ')}`];
  if (given.settled.has(about[0] ?? '')) return { finding: 'clear' };
  return { finding: 'discrepancy', expected: first ?? '', found: others.join(', '), about };
}

/** One spelling for a number, however it was written down. */
export function sameNumber(number: string, country: string): string {
  const place: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(number, place);
  return parsed?.number ?? number.replaceAll(/[^\d+]/g, '');
}
