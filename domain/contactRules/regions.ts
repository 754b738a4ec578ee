import { zoneNamed } from './zones.ts';

/** States and provinces of the countries that have several zones, by ISO 3166-2, with the zones of most of their people. */
const STATES: Record<string, { name: string; zones: string[] }> = {
  'US-AL': { name: 'Alabama', zones: ['America/Chicago'] },
  'US-AK': { name: 'Alaska', zones: ['America/Anchorage', 'America/Adak'] },
  'US-AZ': { name: 'Arizona', zones: ['America/Phoenix', 'America/Denver'] },
  'US-AR': { name: 'Arkansas', zones: ['America/Chicago'] },
  'US-CA': { name: 'California', zones: ['America/Los_Angeles'] },
  'US-CO': { name: 'Colorado', zones: ['America/Denver'] },
  'US-CT': { name: 'Connecticut', zones: ['America/New_York'] },
  'US-DE': { name: 'Delaware', zones: ['America/New_York'] },
  'US-DC': { name: 'Washington D.C.', zones: ['America/New_York'] },
  'US-FL': { name: 'Florida', zones: ['America/New_York', 'America/Chicago'] },
  'US-GA': { name: 'Georgia', zones: ['America/New_York'] },
  'US-HI': { name: 'Hawaii', zones: ['Pacific/Honolulu'] },
  'US-ID': { name: 'Idaho', zones: ['America/Boise', 'America/Los_Angeles'] },
  'US-IL': { name: 'Illinois', zones: ['America/Chicago'] },
  'US-IN': { name: 'Indiana', zones: ['America/Indiana/Indianapolis', 'America/Chicago'] },
  'US-IA': { name: 'Iowa', zones: ['America/Chicago'] },
  'US-KS': { name: 'Kansas', zones: ['America/Chicago', 'America/Denver'] },
  'US-KY': { name: 'Kentucky', zones: ['America/New_York', 'America/Chicago'] },
  'US-LA': { name: 'Louisiana', zones: ['America/Chicago'] },
  'US-ME': { name: 'Maine', zones: ['America/New_York'] },
  'US-MD': { name: 'Maryland', zones: ['America/New_York'] },
  'US-MA': { name: 'Massachusetts', zones: ['America/New_York'] },
  'US-MI': { name: 'Michigan', zones: ['America/Detroit', 'America/Chicago'] },
  'US-MN': { name: 'Minnesota', zones: ['America/Chicago'] },
  'US-MS': { name: 'Mississippi', zones: ['America/Chicago'] },
  'US-MO': { name: 'Missouri', zones: ['America/Chicago'] },
  'US-MT': { name: 'Montana', zones: ['America/Denver'] },
  'US-NE': { name: 'Nebraska', zones: ['America/Chicago', 'America/Denver'] },
  'US-NV': { name: 'Nevada', zones: ['America/Los_Angeles', 'America/Denver'] },
  'US-NH': { name: 'New Hampshire', zones: ['America/New_York'] },
  'US-NJ': { name: 'New Jersey', zones: ['America/New_York'] },
  'US-NM': { name: 'New Mexico', zones: ['America/Denver'] },
  'US-NY': { name: 'New York', zones: ['America/New_York'] },
  'US-NC': { name: 'North Carolina', zones: ['America/New_York'] },
  'US-ND': { name: 'North Dakota', zones: ['America/Chicago', 'America/Denver'] },
  'US-OH': { name: 'Ohio', zones: ['America/New_York'] },
  'US-OK': { name: 'Oklahoma', zones: ['America/Chicago'] },
  'US-OR': { name: 'Oregon', zones: ['America/Los_Angeles', 'America/Boise'] },
  'US-PA': { name: 'Pennsylvania', zones: ['America/New_York'] },
  'US-RI': { name: 'Rhode Island', zones: ['America/New_York'] },
  'US-SC': { name: 'South Carolina', zones: ['America/New_York'] },
  'US-SD': { name: 'South Dakota', zones: ['America/Chicago', 'America/Denver'] },
  'US-TN': { name: 'Tennessee', zones: ['America/Chicago', 'America/New_York'] },
  'US-TX': { name: 'Texas', zones: ['America/Chicago', 'America/Denver'] },
  'US-UT': { name: 'Utah', zones: ['America/Denver'] },
  'US-VT': { name: 'Vermont', zones: ['America/New_York'] },
  'US-VA': { name: 'Virginia', zones: ['America/New_York'] },
  'US-WA': { name: 'Washington', zones: ['America/Los_Angeles'] },
  'US-WV': { name: 'West Virginia', zones: ['America/New_York'] },
  'US-WI': { name: 'Wisconsin', zones: ['America/Chicago'] },
  'US-WY': { name: 'Wyoming', zones: ['America/Denver'] },
  'CA-AB': { name: 'Alberta', zones: ['America/Edmonton'] },
  'CA-BC': { name: 'British Columbia', zones: ['America/Vancouver', 'America/Edmonton'] },
  'CA-MB': { name: 'Manitoba', zones: ['America/Winnipeg'] },
  'CA-NB': { name: 'New Brunswick', zones: ['America/Moncton'] },
  'CA-NL': { name: 'Newfoundland and Labrador', zones: ['America/St_Johns', 'America/Goose_Bay'] },
  'CA-NS': { name: 'Nova Scotia', zones: ['America/Halifax'] },
  'CA-NT': { name: 'Northwest Territories', zones: ['America/Edmonton'] },
  'CA-NU': { name: 'Nunavut', zones: ['America/Iqaluit', 'America/Winnipeg', 'America/Edmonton'] },
  'CA-ON': { name: 'Ontario', zones: ['America/Toronto', 'America/Winnipeg'] },
  'CA-PE': { name: 'Prince Edward Island', zones: ['America/Halifax'] },
  'CA-QC': { name: 'Quebec', zones: ['America/Toronto', 'America/Halifax'] },
  'CA-SK': { name: 'Saskatchewan', zones: ['America/Regina'] },
  'CA-YT': { name: 'Yukon', zones: ['America/Whitehorse'] },
  'AU-ACT': { name: 'Australian Capital Territory', zones: ['Australia/Sydney'] },
  'AU-NSW': { name: 'New South Wales', zones: ['Australia/Sydney', 'Australia/Broken_Hill'] },
  'AU-NT': { name: 'Northern Territory', zones: ['Australia/Darwin'] },
  'AU-QLD': { name: 'Queensland', zones: ['Australia/Brisbane'] },
  'AU-SA': { name: 'South Australia', zones: ['Australia/Adelaide'] },
  'AU-TAS': { name: 'Tasmania', zones: ['Australia/Hobart'] },
  'AU-VIC': { name: 'Victoria', zones: ['Australia/Melbourne'] },
  'AU-WA': { name: 'Western Australia', zones: ['Australia/Perth'] },
};

/** The zones of a state or province, "US-NY"; none when it is not known here. */
export function zonesOfRegion(region: string): string[] {
  return (STATES[region]?.zones ?? []).flatMap((zone) => zoneNamed(zone) ?? []);
}

/** A state or province as it is written in an address ("NY", "new york") as "US-NY"; null when it is not known here. */
export function regionNamed(country: string, written: string): string | null {
  const word = written.trim().toLowerCase();
  const found = Object.entries(STATES).find(
    ([code, { name }]) =>
      code.startsWith(`${country}-`) &&
      [code.toLowerCase(), code.slice(3).toLowerCase(), name.toLowerCase()].includes(word),
  );
  return found?.[0] ?? null;
}

/** The state of the USA in a place as phone directories write it: "Miami, FL", "Florida", "Washington State". */
export function stateNamed(place: string): string | null {
  const last = place.split(',').at(-1) ?? place;
  return regionNamed('US', last.replace(/ State$/, ''));
}
