import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../connectors/config/read.ts';
import type { TwilioSettings } from '../../connectors/twilio/settings.ts';
import { twilioText } from '../../connectors/twilio/text.ts';
import { type Desk, desk } from '../activities/support/desk.ts';
import { TwilioDouble } from '../doubles/twilio/twilio.ts';

const twilio = new TwilioDouble();
let at: Desk;
beforeAll(async () => {
  at = await desk();
  await twilio.start();
}, 60_000);
afterAll(async () => {
  await at.close();
  await twilio.close();
});

const account = (lines: string) =>
  readConfig(
    `connectors:
  twilio:
    account-sid: ${twilio.accountSid}
    auth-token: { env: TOKEN }
    from: "${twilio.number}"
    public-url: https://followthrough.example.com
    api: ${twilio.url}
${lines}`,
    'followthrough.yaml',
    { TOKEN: twilio.token },
  );
const settings = (lines: string) => account(lines).config?.accounts.twilio as TwilioSettings;

/** The fields of one text, and whether their list would find it again. */
async function sent(lines: string, to: string) {
  const port = twilioText(settings(lines), at.ledger);
  const { body } = await port.prepare({ id: 'intent-1', text: 'Please call us.' } as never);
  const since = Date.now();
  await port.deliver({ id: 'intent-1', to, body } as never);
  const found = await port.find?.({ id: 'intent-1', to, body, since } as never);
  return { fields: twilio.sent().find(({ fields }) => fields['To'] === to)?.fields, found };
}

describe('LAW-10: what Twilio keeps of a text', () => {
  test('LAW-10: nothing of its words, and not the whole number, where the house says so', async () => {
    const lines = '    content-retention: discard\n    address-retention: obfuscate\n';
    const { fields, found } = await sent(lines, '+13105550171');
    expect(fields).toMatchObject({ ContentRetention: 'discard', AddressRetention: 'obfuscate' });
    // A doubt then stays one until the carrier reports, or a person decides: it is never sent again.
    expect(found).toBeNull();
  });

  test('LAW-10: otherwise nothing is said, and all is as Twilio has it', async () => {
    const { fields, found } = await sent('    content-retention: retain\n', '+13105550172');
    expect(Object.keys(fields ?? {}).filter((name) => name.endsWith('Retention'))).toEqual([]);
    expect(found).not.toBeNull();
    expect(account('    content-retention: forget\n').problems).toMatchObject([{ code: 'FT-CFG-VALUE' }]);
  });
});
