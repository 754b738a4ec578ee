import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { type Delivered, HookRefused } from '../../gateway/hooks/hooks.ts';
import { signedForm } from '../../gateway/hooks/twilioSigned.ts';

const TOKEN = 'the token of the account';
const PUBLIC = 'https://followthrough.example.com';
const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';

type Params = Record<string, string | string[]>;
const TEXT: Params = {
  MessageSid: `SM${'a'.repeat(32)}`,
  From: '+13105550123',
  To: '+15550100100',
  Body: 'Yes',
};

/** What arrives here when Twilio has called `signedUrl`, as its own library signs it. */
function call(
  given: { url?: string; signed?: string; params?: Params; body?: string; token?: string } = {},
): Delivered {
  const { url = '/hooks/twilio/text', params = TEXT, token = TOKEN } = given;
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  );
  const signature = webhooks.getExpectedTwilioSignature(token, given.signed ?? PUBLIC + url, params);
  return {
    url,
    body: Buffer.from(given.body ?? new URLSearchParams(pairs).toString()),
    headers: { 'content-type': FORM, host: '10.0.0.7:8230', 'x-twilio-signature': signature },
    receivedAt: 0,
  };
}
const taken = (delivered: Delivered, publicUrl = PUBLIC, authTokens = [TOKEN]) =>
  signedForm({ publicUrl, authTokens }, delivered);

describe('WHK-2: what Twilio has signed is taken', () => {
  test.each<[string, () => [Delivered, string?]]>([
    ['behind a proxy, by the public address and not by what the request calls us', () => [call()]],
    [
      'signed with the standard port',
      () => [call({ signed: 'https://followthrough.example.com:443/hooks/twilio/text' })],
    ],
    [
      'signed without the port that the address has',
      () => [call({ signed: `${PUBLIC}/hooks/twilio/text` }), `${PUBLIC}:8443`],
    ],
    [
      'signed with the port that the address has',
      () => [call({ signed: `${PUBLIC}:8443/hooks/twilio/text` }), `${PUBLIC}:8443`],
    ],
    [
      'at an IPv6 address',
      () => [call({ signed: 'https://[2001:db8::1]/hooks/twilio/text' }), 'https://[2001:db8::1]'],
    ],
    [
      'below a path of the public address',
      () => [call({ signed: `${PUBLIC}/ft/hooks/twilio/text` }), `${PUBLIC}/ft`],
    ],
    [
      'with a query, % and all',
      () => [call({ url: "/hooks/twilio/text?name=O%27Neill&tag=a%2Bb+c&it's=1" })],
    ],
    [
      'with plus signs, blanks and letters of all countries',
      () => [call({ params: { ...TEXT, Body: ' 1 + 1 = 2 & größer %20 ✓ ' } })],
    ],
    [
      'with fields that nobody knows yet',
      () => [call({ params: { ...TEXT, AFieldOfTomorrow: 'x', a: '' } })],
    ],
    ['with a field several times', () => [call({ params: { ...TEXT, MediaUrl: ['b', 'a', 'b'] } })]],
    ['with empty fields', () => [call({ params: { ...TEXT, Body: '' } })]],
  ])('%s', (_, given) => {
    const [delivered, publicUrl] = given();
    expect(taken(delivered, publicUrl)).toMatchObject({ MessageSid: TEXT['MessageSid'] });
  });

  test('no value is trimmed or changed', () => {
    expect(taken(call({ params: { ...TEXT, Body: '  STOP\n' } }))['Body']).toBe('  STOP\n');
  });

  test('a body that is no form is covered by its hash in the address', () => {
    const body = '{"event":"delivered"}';
    const url = `/hooks/twilio/text?bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
    const delivered = call({ url, params: {}, body });
    delivered.headers['content-type'] = 'application/json';
    expect(taken(delivered)).toEqual({});
    expect(() => taken({ ...delivered, body: Buffer.from('{"event":"delivereD"}') })).toThrow(HookRefused);
    const elsewhere = call({ body, params: {} });
    elsewhere.headers['content-type'] = 'application/json';
    expect(() => taken(elsewhere)).toThrow(HookRefused);
  });

  test('WHK-1: by the old token and the new one, while one is being replaced', () => {
    for (const token of ['the old token', 'the new token'])
      expect(taken(call({ token }), PUBLIC, ['the old token', 'the new token'])).toMatchObject({
        Body: 'Yes',
      });
  });
});

describe('WHK-1: anything else is refused', () => {
  function isRefused(delivered: Delivered): boolean {
    try {
      taken(delivered);
      return false;
    } catch (error) {
      return error instanceof HookRefused;
    }
  }

  test('when a single byte of the body is another', () => {
    const { body } = call();
    for (let index = 0; index < body.length; index += 1) {
      const changed = Buffer.from(body);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(isRefused({ ...call(), body: changed })).toBe(true);
    }
  });

  test('when a single character of the signature is another, or it is missing, empty or twice', () => {
    const right = String(call().headers['x-twilio-signature']);
    for (let index = 0; index < right.length - 1; index += 1) {
      const wrong = right.slice(0, index) + (right[index] === 'A' ? 'B' : 'A') + right.slice(index + 1);
      expect(isRefused({ ...call(), headers: { ...call().headers, 'x-twilio-signature': wrong } })).toBe(
        true,
      );
    }
    for (const given of [undefined, '', `${right}, ${right}`, [right, right]])
      expect(isRefused({ ...call(), headers: { ...call().headers, 'x-twilio-signature': given } })).toBe(
        true,
      );
  });

  test('when it was made for another address, another way, or by another key', () => {
    expect(isRefused(call({ signed: 'https://elsewhere.example.com/hooks/twilio/text' }))).toBe(true);
    expect(isRefused(call({ signed: 'http://followthrough.example.com/hooks/twilio/text' }))).toBe(true);
    expect(isRefused({ ...call(), url: '/hooks/twilio/status/1' })).toBe(true);
    expect(isRefused({ ...call(), url: '/hooks/twilio/text?x=1' })).toBe(true);
    expect(isRefused(call({ token: 'somebody else' }))).toBe(true);
    expect(isRefused(call({ token: '' }))).toBe(true);
    expect(() => taken(call({ token: '' }), PUBLIC, [''])).toThrow(HookRefused);
  });

  test('when the body is said to be something else than the form that was signed', () => {
    expect(isRefused({ ...call(), headers: { ...call().headers, 'content-type': 'application/json' } })).toBe(
      true,
    );
    expect(isRefused({ ...call(), headers: { ...call().headers, 'content-type': undefined } })).toBe(true);
  });

  test('and the name by which a request calls us decides nothing', () => {
    const delivered = call({ signed: 'https://evil.example.net/hooks/twilio/text' });
    expect(
      isRefused({
        ...delivered,
        headers: {
          ...delivered.headers,
          host: 'evil.example.net',
          'x-forwarded-host': 'evil.example.net',
          'x-forwarded-proto': 'https',
        },
      }),
    ).toBe(true);
  });
});
