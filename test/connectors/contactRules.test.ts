import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../connectors/config/read.ts';
import { DEFAULT_RULES, OPT_OUT_CONFIRMATION } from '../../domain/contactRules/contactRules.ts';

const read = (text: string) => readConfig(text, 'followthrough.yaml', {});

describe('contact-rules: in the configuration', () => {
  test('without it the defaults hold, with the cap of per-person', () => {
    expect(read('').config?.contactRules).toEqual(DEFAULT_RULES);
    expect(read('per-person: { attempts: 3, days: 10 }').config?.contactRules.caps).toEqual([
      { attempts: 3, days: 10 },
    ]);
    // What one file says is not left behind for the next.
    expect(DEFAULT_RULES.caps).toEqual([]);
  });

  test('what is written replaces its default, and only that', () => {
    const { config } = read(`
contact-rules:
  country: AU
  hours:
    call: { from: "09:00", until: "20:00" }
    text: any
    email: { from: "07:00", until: "22:00" }
  per-person: { a-day: 1, a-week: 3 }
  presets: [debt-collection]
  consent-basis:
    clinic-crm: { channels: [call, text], purposes: [informational, treatment] }
  overrides-by: [manager, team-lead]
  postal-address: 5 Example Street, Example City 00001
`);
    expect(config?.contactRules).toEqual({
      country: 'AU',
      perMinute: 120,
      optOutConfirmation: OPT_OUT_CONFIRMATION,
      postalAddress: '5 Example Street, Example City 00001',
      // The sandbox’s emails have a link that leads nowhere.
      unsubscribe: 'https://unsubscribe.example',
      hours: { call: { from: '09:00', until: '20:00' }, email: { from: '07:00', until: '22:00' } },
      caps: [
        { attempts: 1, days: 1 },
        { attempts: 3, days: 7 },
      ],
      presets: ['debt-collection'],
      consentBasis: {
        'clinic-crm': { channels: ['call', 'text'], purposes: ['informational', 'treatment'] },
      },
      overrideRoles: ['manager', 'team-lead'],
    });
  });

  test.each([
    ['a country that is none', 'country: Atlantis', /no country/],
    [
      'hours without quotes or the wrong way round',
      'hours: { call: { from: "21:00", until: "08:00" } }',
      /08:00/,
    ],
    ['hours of no channel', 'hours: { fax: any }', /not a key of hours/],
    ['an hour that is none', 'hours: { call: { from: "8", until: "21:00" } }', /two quoted times/],
    ['half a postal address', 'postal-address: Springfield', /whole address/],
    ['a preset that nobody knows', 'presets: [us-state]', /Did you mean "us-states"/],
    ['a purpose that nobody knows', 'consent-basis: { crm: { channels: [text], purposes: [fun] } }', /"fun"/],
    ['a role that is none', 'overrides-by: ["The Boss"]', /not written as a role/],
    ['a cap of nothing', 'per-person: { a-day: 0 }', /whole number/],
  ])('%s is refused', (_, text, says) => {
    const { config, problems } = read(`contact-rules:\n  ${text}`);
    expect(config).toBeNull();
    expect(problems).toMatchObject([
      { code: expect.stringMatching(/^FT-CFG/), message: expect.stringMatching(says) },
    ]);
  });
});
