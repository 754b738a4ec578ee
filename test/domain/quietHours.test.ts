import { describe, expect, test } from '@jest/globals';
import { type ContactRules, DEFAULT_RULES, type Purpose } from '../../domain/contactRules/contactRules.ts';
import { placesOf, type Whereabouts } from '../../domain/contactRules/places.ts';
import { quietUntil, windowsFor } from '../../domain/contactRules/quietHours.ts';
import { zonesOfRegion } from '../../domain/contactRules/regions.ts';
import { offsetAt } from '../../domain/contactRules/zones.ts';

const LA_NUMBER = '+13105550100';
const FREE_CALL = '+18005550100';

const at = (iso: string) => Date.parse(iso);
const utc = (instant: number | 'never' | null) =>
  typeof instant === 'number' ? new Date(instant).toISOString() : instant;

interface Given {
  channel?: string;
  purpose?: Purpose;
  country?: string;
  rules?: ContactRules;
}

async function windows(
  where: Whereabouts,
  { channel = 'text', purpose = 'informational', country = 'US', rules = DEFAULT_RULES }: Given = {},
) {
  return windowsFor(rules, { channel, purpose }, await placesOf(where, country));
}

/** From when it may go out, asked at that moment; null: at once. */
async function opens(where: Whereabouts, moment: string, given: Given = {}): Promise<string | null> {
  return utc(quietUntil(await windows(where, given), at(moment)));
}

describe('LAW-3: calls and texts go out from 8 to 21 where the contact is', () => {
  const berlin = { zone: 'Europe/Berlin' };
  test.each([
    ['at 07:59:59 it waits a second', '2026-01-15T06:59:59Z', '2026-01-15T07:00:00.000Z'],
    ['at 08:00 it goes out', '2026-01-15T07:00:00Z', null],
    ['at 20:59:59 it goes out', '2026-01-15T19:59:59Z', null],
    ['at 21:00 it waits until the morning', '2026-01-15T20:00:00Z', '2026-01-16T07:00:00.000Z'],
    ['at midnight it waits until the morning', '2026-01-15T23:00:00Z', '2026-01-16T07:00:00.000Z'],
    ['on the eve of summer time 8 is an hour sooner', '2026-03-28T21:00:00Z', '2026-03-29T06:00:00.000Z'],
    ['on the eve of winter time 8 is an hour later', '2026-10-24T21:00:00Z', '2026-10-25T07:00:00.000Z'],
  ])('%s', async (_, moment, expected) => {
    expect(await opens(berlin, moment, { channel: 'call' })).toBe(expected);
    expect(await opens(berlin, moment)).toBe(expected);
  });

  test.each([
    ['summer time begins in Sydney', '2026-10-03T12:00:00Z', '2026-10-03T21:00:00.000Z'],
    ['summer time ends in Sydney', '2026-04-04T12:00:00Z', '2026-04-04T22:00:00.000Z'],
  ])('south of the equator as well: %s', async (_, moment, expected) => {
    expect(await opens({ zone: 'Australia/Sydney' }, moment, { country: 'AU' })).toBe(expected);
  });

  test('email and portal have no hours of their own, unless configured', async () => {
    const night = '2026-01-15T02:00:00Z';
    expect(await opens(berlin, night, { channel: 'email' })).toBeNull();
    expect(await opens(berlin, night, { channel: 'portal' })).toBeNull();
    const rules = { ...DEFAULT_RULES, hours: { email: { from: '07:00', until: '22:00' } } };
    expect(await opens(berlin, night, { channel: 'email', rules })).toBe('2026-01-15T06:00:00.000Z');
  });
});

describe('TIM-3: where it is not known for sure, every place that it may be counts', () => {
  test('a 310 number with an address in New York: nothing before 8 Pacific, nothing after 21 Eastern', async () => {
    const where = { phone: LA_NUMBER, address: { country: 'US', region: 'NY' } };
    expect(await opens(where, '2026-01-15T15:59:00Z')).toBe('2026-01-15T16:00:00.000Z');
    expect(await opens(where, '2026-01-15T16:00:00Z')).toBeNull();
    expect(await opens(where, '2026-01-16T01:59:00Z')).toBeNull();
    expect(await opens(where, '2026-01-16T02:00:00Z')).toBe('2026-01-16T16:00:00.000Z');
  });

  test.each<[string, Whereabouts, string[]]>([
    ['a stated zone alone', { zone: 'America/Denver' }, ['America/Denver']],
    ['a number alone', { phone: LA_NUMBER }, ['America/Los_Angeles']],
    [
      'a number and a stated zone that differ',
      { phone: LA_NUMBER, zone: 'America/Chicago' },
      ['America/Chicago', 'America/Los_Angeles'],
    ],
    [
      'a number in a state that allows it',
      { phone: '+13055550100', address: { country: 'US', region: 'Florida' } },
      ['America/New_York'],
    ],
    [
      'an address with its country only',
      { phone: LA_NUMBER, address: { country: 'US' } },
      ['America/Los_Angeles'],
    ],
    ['a zone by its old name', { zone: 'US/Pacific', phone: LA_NUMBER }, ['America/Los_Angeles']],
    ['a country with one zone', { address: { country: 'fr' } }, ['Europe/Paris']],
    ['a zone that is none', { zone: 'Mars/Base', phone: LA_NUMBER }, ['America/Los_Angeles']],
  ])('%s', async (_, where, expected) => {
    expect((await placesOf(where, 'US')).zones.sort()).toEqual(expected);
  });

  test('another country than the number says counts with all its zones', async () => {
    const { zones } = await placesOf({ phone: LA_NUMBER, address: { country: 'AU' } }, 'US');
    expect(zones).toEqual(
      expect.arrayContaining(['America/Los_Angeles', 'Australia/Perth', 'Australia/Sydney']),
    );
  });

  test.each<[string, Whereabouts]>([
    ['nothing is known', {}],
    ['the number belongs to no place', { phone: FREE_CALL }],
    ['the number belongs to nobody', { phone: '+15555550100' }],
  ])('%s: the narrowest hours of the whole country', async (_, where) => {
    const hours = { ...DEFAULT_RULES, presets: [] };
    // 8 in Honolulu and on Adak, whichever is later, to 21 in New York.
    expect(await opens(where, '2026-01-15T17:59:00Z', { rules: hours })).toBe('2026-01-15T18:00:00.000Z');
    expect(await opens(where, '2026-01-16T01:59:00Z', { rules: hours })).toBeNull();
    expect(await opens(where, '2026-01-16T02:00:00Z', { rules: hours })).toBe('2026-01-16T18:00:00.000Z');
  });

  test('a mobile number tells the country, not the town', async () => {
    const { zones } = await placesOf({ phone: '+61491570156' }, 'US');
    expect(zones).toEqual(expect.arrayContaining(['Australia/Perth', 'Australia/Sydney']));
  });

  test('places without a common hour have none: a person must look', async () => {
    const rules = { ...DEFAULT_RULES, hours: { text: { from: '09:00', until: '12:00' } } };
    const where = { zone: 'Europe/Berlin', phone: LA_NUMBER };
    expect(await opens(where, '2026-01-15T12:00:00Z', { rules })).toBe('never');
  });
});

describe('LAW-3: stricter states', () => {
  const until = async (where: Whereabouts, given: Given = {}) => (await windows(where, given))[0]?.until;

  test.each<[string, Whereabouts, string]>([
    ['a number of Florida', { phone: '+13055550100' }, '20:00'],
    ['a number of Oklahoma', { phone: '+14055550100' }, '20:00'],
    ['an address in Florida', { phone: LA_NUMBER, address: { country: 'US', region: 'fl' } }, '20:00'],
    ['a number of California', { phone: LA_NUMBER }, '21:00'],
    ['no state known, but a zone of Florida', { phone: FREE_CALL, zone: 'America/New_York' }, '20:00'],
    [
      'no state known, and a zone that is none of theirs',
      { phone: FREE_CALL, zone: 'America/Phoenix' },
      '21:00',
    ],
    ['another country', { phone: '+442079460000' }, '21:00'],
  ])('%s: calls and texts end when they must', async (_, where, expected) => {
    expect(await until(where)).toBe(expected);
    expect(await until(where, { channel: 'call' })).toBe(expected);
  });

  test('configuration can leave them out, and wider hours of one’s own do not undo them', async () => {
    const florida = { phone: '+13055550100' };
    expect(await until(florida, { rules: { ...DEFAULT_RULES, presets: [] } })).toBe('21:00');
    const wide = { ...DEFAULT_RULES, hours: { text: { from: '06:00', until: '23:00' } } };
    expect(await windows(florida, { rules: wide })).toMatchObject([{ from: '08:00', until: '20:00' }]);
  });

  test('LAW-7: about a debt nobody calls or texts outside 8 to 21, whatever hours are configured', async () => {
    const wide = { ...DEFAULT_RULES, hours: { call: { from: '06:00', until: '23:00' } } };
    const where = { phone: LA_NUMBER };
    const about = (purpose: Purpose) => windows(where, { channel: 'call', rules: wide, purpose });
    expect(await about('collection')).toMatchObject([{ from: '08:00', until: '21:00' }]);
    expect(await about('informational')).toMatchObject([{ from: '06:00', until: '23:00' }]);
  });
});

test('the clocks of a state agree with those of its telephone numbers, in winter and in summer', async () => {
  const codes = ['212', '213', '305', '312', '405', '602', '503', '808', '907', '701', '615', '317'];
  for (const code of codes) {
    const { regions, zones } = await placesOf({ phone: `+1${code}5550100` }, 'US');
    for (const day of ['2026-01-15', '2026-07-15']) {
      const moment = at(`${day}T12:00:00Z`);
      const clocks = zonesOfRegion(regions[0] ?? '').map((zone) => offsetAt(zone, moment));
      for (const zone of zones) expect(clocks).toContain(offsetAt(zone, moment));
    }
  }
});
