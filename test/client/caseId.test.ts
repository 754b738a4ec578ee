import { describe, expect, test } from '@jest/globals';
import { caseIdOf, parseCaseId } from '../../client/index.ts';

describe('A case is named by its procedure, the outside system and that system’s id of the occurrence', () => {
  test('the three parts make one id, and the id gives them back', () => {
    const name = { procedure: 'case-alert', source: 'lab-crm', occurrence: 'alert-1001' };
    expect(caseIdOf(name)).toBe('case-alert:lab-crm:alert-1001');
    expect(parseCaseId('case-alert:lab-crm:alert-1001')).toEqual(name);
  });

  test('an occurrence may have colons and slashes of its own', () => {
    const name = { procedure: 'case-alert', source: 'lab-crm', occurrence: '2026/03:7' };
    expect(parseCaseId(caseIdOf(name))).toEqual(name);
  });

  test.each([
    ['pat@example.com', /an address is no id/],
    ['Pat Example', /characters that an id cannot have/],
    ['', /or none at all/],
    ['a\u0000b', /characters that an id cannot have/],
    ['a\nb', /characters that an id cannot have/],
    ['x'.repeat(200), /200 are allowed/],
  ])('SRV-9: %j is refused as the id of an occurrence', (occurrence, because) => {
    expect(() => caseIdOf({ procedure: 'case-alert', source: 'lab-crm', occurrence })).toThrow(because);
  });

  test.each(['case-alert', 'case-alert:lab-crm', 'Case Alert:lab:1', 'case-alert:lab crm:1', ''])(
    '%j is no case id',
    (id) => {
      expect(() => parseCaseId(id)).toThrow(/^FT-CLI-/);
    },
  );
});
