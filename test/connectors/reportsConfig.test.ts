import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../connectors/config/read.ts';

const read = (text: string) => readConfig(text, 'followthrough.yaml', { REPORT_KEY: 'an-example' });
const codes = (text: string) => read(text).problems.map(({ code, line }) => [code, line]);

describe('Reports in the configuration', () => {
  test('come from a folder, or from an https address with a secret of the environment', () => {
    const text = `
reports:
  weekly:
    procedure: no-appointment-booked
    url: https://reports.example.com/weekly.csv
    header: X-Api-Key
    secret: { env: REPORT_KEY }
  dropped:
    procedure: missed-check-in
    folder: /srv/example-lists
`;
    expect(read(text).config?.reports).toEqual({
      weekly: {
        procedure: 'no-appointment-booked',
        from: {
          url: 'https://reports.example.com/weekly.csv',
          secret: { header: 'X-Api-Key', value: 'an-example' },
        },
      },
      dropped: { procedure: 'missed-check-in', from: { folder: '/srv/example-lists' } },
    });
  });

  test('without any there are none', () => {
    expect(read('').config?.reports).toEqual({});
  });

  test.each([
    ['an address without https', 'url: http://reports.example.com/a.csv', 'FT-CFG-URL', 4],
    ['neither a folder nor an address', 'header: X-Api-Key', 'FT-CFG-KEY-MISSING', 2],
    ['both', 'folder: /srv/a\n    url: https://example.com/a.csv', 'FT-CFG-KEY-MISSING', 2],
    ['a secret in the file itself', 'folder: /srv/a\n    secret: very-secret', 'FT-CFG-SECRET', 5],
    ['a secret that the environment lacks', 'folder: /srv/a\n    secret: { env: NONE }', 'FT-CFG-SECRET', 5],
    [
      'a secret under the header of another host',
      'url: https://example.com/a.csv\n    header: Host',
      'FT-CFG-VALUE',
      5,
    ],
  ])('with %s are refused', (_, rest, code, line) => {
    expect(codes(`reports:\n  weekly:\n    procedure: missed-check-in\n    ${rest}\n`)).toContainEqual([
      code,
      line,
    ]);
  });
});
