import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sandboxConfig } from '../../connectors/config/config.ts';
import { loadConfig } from '../../connectors/config/read.ts';
import { DEFAULT_RULES } from '../../domain/contactRules/contactRules.ts';
import { recordConsent, recordOptOut } from '../../ledger/contactRules/consents.ts';
import { keepContactRules } from '../../ledger/contactRules/kept.ts';
import { intentsOfCase } from '../../ledger/intents.ts';
import { switchOff, switchOn } from '../../ledger/switches.ts';
import { confirmOptOuts } from '../../worker/confirmations.ts';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Desk, desk, NOW } from './support/desk.ts';

const MINUTE = 60_000;

let at: Desk;
beforeAll(async () => {
  at = await desk();
}, 60_000);
afterAll(() => at.close());
beforeEach(() => keepContactRules(at.ledger, DEFAULT_RULES, 'test', NOW));

let people = 0;
async function client(more: object = {}) {
  people += 1;
  const phone = `+1310555${String(people).padStart(4, '0')}`;
  return { phone, caseId: await at.open({ contact: { name: 'Pat Example', phone }, ...more }) };
}
const optsOut = (address: string, source = 'by-hand', channel = 'text') =>
  recordOptOut(at.ledger, {
    address,
    channel,
    purpose: null,
    reason: 'opted-out',
    source,
    evidence: 'STOP',
    by: 'kim',
    at: NOW,
  });
const confirm = (now = NOW + MINUTE) =>
  confirmOptOuts({
    ledger: at.ledger,
    connectors: at.deps.connectors,
    house: sandboxConfig(),
    clock: () => now,
  });
const texts = async (caseId: string) =>
  (await at.ledger.selectFrom('outbox').selectAll().where('case_id', '=', caseId).execute()).map(
    ({ recipient, channel, text }) => ({ recipient, channel, text }),
  );

describe('LAW-4: an opt-out by text is confirmed by one text', () => {
  test('which says that it is done and how to come back, and nothing else; never by a second', async () => {
    const { phone, caseId } = await client();
    await optsOut(phone);
    const sent = await Promise.all(Array.from({ length: 8 }, () => confirm()));
    expect(sent.reduce((one, other) => one + other)).toBe(1);
    await optsOut(phone);
    expect(await confirm()).toBe(0);
    expect(await texts(caseId)).toEqual([
      {
        recipient: phone,
        channel: 'text',
        text: 'Desk: you get no more texts from us, as you asked. To get them again, answer START.',
      },
    ]);
    expect(await intentsOfCase(at.ledger, caseId)).toMatchObject([{ state: 'accepted', attempt: false }]);
  });

  test('within five minutes or not at all', async () => {
    const { phone, caseId } = await client();
    await optsOut(phone);
    expect(await confirm(NOW + 5 * MINUTE)).toBe(0);
    expect(await texts(caseId)).toEqual([]);
  });

  test('not where the carrier has confirmed it, the number is of no live case, or it has agreed again', async () => {
    const [carrier, agreed, rehearsed] = [await client(), await client(), await client({ rehearsal: true })];
    await optsOut(carrier.phone, 'twilio');
    await optsOut(agreed.phone);
    await optsOut(rehearsed.phone);
    await optsOut('+13105559999');
    await recordConsent(at.ledger, {
      address: agreed.phone,
      channel: 'text',
      purpose: 'informational',
      source: 'text',
      wording: null,
      evidence: 'START',
      by: 'kim',
      at: NOW + 1,
      expiresAt: null,
    });
    await confirm();
    for (const { caseId } of [carrier, agreed, rehearsed]) expect(await texts(caseId)).toEqual([]);
  });

  test('not while texts are switched off, and not when the house wants none', async () => {
    const { phone } = await client();
    await optsOut(phone);
    await switchOff(at.ledger, 'text', 'trouble', 'kim', NOW);
    expect(await confirm()).toBe(0);
    await switchOn(at.ledger, 'text', { reason: 'repaired', by: 'kim', at: NOW });
    await keepContactRules(at.ledger, { ...DEFAULT_RULES, optOutConfirmation: null }, 'test', NOW);
    expect(await confirm()).toBe(0);
  });

  test('an opt-out from email or calls is confirmed by no text', async () => {
    const { phone, caseId } = await client();
    await optsOut(phone, 'by-hand', 'call');
    await confirm();
    expect(await texts(caseId)).toEqual([]);
  });

  test('when it is not known whether it went out, it is not sent again', async () => {
    const { phone, caseId } = await client();
    const port = at.deps.connectors.message('text', false);
    if (port.by === 'hand') throw new Error('texts go by the sandbox');
    await optsOut(phone);
    let calls = 0;
    const broken = {
      ...at.deps.connectors,
      message: () => ({
        by: 'port' as const,
        port: {
          ...port.port,
          deliver: async () => {
            calls += 1;
            throw new Error('the line is cut');
          },
        },
      }),
    };
    const given = {
      ledger: at.ledger,
      connectors: broken,
      house: sandboxConfig(),
      clock: () => NOW + MINUTE,
    };
    await confirmOptOuts(given);
    await confirmOptOuts(given);
    expect(calls).toBe(1);
    expect(await intentsOfCase(at.ledger, caseId)).toMatchObject([{ state: 'unknown', reason: 'ambiguous' }]);
  });

  test.each([
    ['{{ sender-name }}: done.', '{{ sender-name }}: done.', []],
    ['none', null, []],
    ['Hello {{ client-name }}', DEFAULT_RULES.optOutConfirmation, ['FT-CFG-VALUE']],
    ['x'.repeat(301), DEFAULT_RULES.optOutConfirmation, ['FT-CFG-VALUE']],
  ])('its words are configuration: %s', async (words, kept, codes) => {
    const file = join(mkdtempSync(join(tmpdir(), 'followthrough-config-')), 'followthrough.yaml');
    writeFileSync(file, `contact-rules:\n  backlog-per-minute: 30\n  opt-out-confirmation: "${words}"\n`);
    const { config, problems } = await loadConfig(file);
    expect(problems.map(({ code }) => code)).toEqual(codes);
    if (config) expect(config.contactRules).toMatchObject({ optOutConfirmation: kept, perMinute: 30 });
  });
});
