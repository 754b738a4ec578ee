import { describe, expect, test } from '@jest/globals';
import { checkContact } from '../../client/contact.ts';
import type { Contact } from '../../ledger/schema.ts';

describe('A contact', () => {
  test('TIM-3: says where somebody is by zone, address and number, and the number is kept in one spelling', () => {
    const given = { zone: 'America/New_York', address: { country: 'US', region: 'NY' } };
    expect(checkContact({ ...given, phone: '+1 (310) 555-0100' })).toEqual({
      ...given,
      phone: '+13105550100',
    });
  });

  test.each<[string, object, RegExp]>([
    ['a zone that is none', { zone: 'Eastern' }, /"Eastern" is no time zone/],
    ['a country by its name', { address: { country: 'France' } }, /two letters/],
    ['an address as one text', { address: 'NY' }, /two letters/],
    ['a number without its country', { phone: '310 555 0100' }, /\+ and its country code/],
    ['a number that is too short', { phone: '+1310' }, /\+ and its country code/],
    ['a flag that is a word', { attorney: 'yes' }, /true or false/],
    ['an address without its domain', { email: 'pat' }, /"pat" is not an email address\./],
    ['a field that nobody knows', { fax: '1' }, /no field "fax"/],
  ])('%s is refused', (_, given, says) => {
    expect(() => checkContact(given as Contact)).toThrow(says);
  });
});
