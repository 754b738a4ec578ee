import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../connectors/config/read.ts';
import { HOLD_WORDS } from '../../domain/verify/notes.ts';

const SECRET = `whsec_${Buffer.from('a key of the test, 32 bytes long').toString('base64')}`;
const read = (text: string) => readConfig(text, 'followthrough.yaml', { CRM_SECRET: SECRET });

describe('The configuration of look-ups', () => {
  test('without any, every look-up is a sandbox', () => {
    const { config } = read('');
    expect(new Set(Object.values(config?.lookUps.routes ?? {}).map(({ by }) => by))).toEqual(
      new Set(['sandbox']),
    );
    expect(config?.lookUps).toMatchObject({ country: 'US', suppliers: null, words: HOLD_WORDS });
  });

  test('each look-up gets its connector; words, country and who supplies reports are settings', () => {
    const { config, problems } = read(`
look-ups:
  notes:
    webhook: { url: https://crm.example.com/look, secret: { env: CRM_SECRET } }
  check-in: by-hand
  hold-words:
    surgery: [surgery, implant]
  country: GB
  reports-from: operations
`);
    expect(problems).toEqual([]);
    expect(config?.lookUps.routes).toMatchObject({
      appointments: { by: 'sandbox' },
      notes: { by: 'webhook', settings: { url: 'https://crm.example.com/look', secret: SECRET } },
      'check-in': { by: 'by-hand' },
    });
    expect(config?.lookUps).toMatchObject({
      country: 'GB',
      suppliers: 'operations',
      words: { ...HOLD_WORDS, surgery: ['surgery', 'implant'] },
    });
  });

  test.each([
    ['an unknown look-up', 'look-ups:\n  wether: sandbox', 'FT-CFG-KEY-UNKNOWN'],
    ['an unknown connector', 'look-ups:\n  notes: sanbox', 'FT-CFG-CONNECTOR'],
    ['a connector that cannot look', 'look-ups:\n  notes: smtp', 'FT-CFG-CONNECTOR'],
    ['a webhook without settings', 'look-ups:\n  notes: webhook', 'FT-CFG-CONNECTOR'],
    [
      'a webhook in the open',
      'look-ups:\n  notes:\n    webhook: { url: "http://x.example.com", secret: { env: CRM_SECRET } }',
      'FT-CFG-URL',
    ],
    ['words that are no list', 'look-ups:\n  hold-words: { surgery: surgery }', 'FT-CFG-VALUE'],
    ['a country that is none', 'look-ups:\n  country: America', 'FT-CFG-VALUE'],
  ])('%s is refused', (_, text, code) => {
    const { config, problems } = read(text);
    expect(config).toBeNull();
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });
});
