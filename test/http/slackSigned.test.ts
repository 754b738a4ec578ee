import { describe, expect, test } from '@jest/globals';
import { HookRefused } from '../../gateway/hooks/hooks.ts';
import { clickIn } from '../../gateway/hooks/slackPayload.ts';
import { checkSlackSignature } from '../../gateway/hooks/slackSigned.ts';
import { clickBody, signedBySlack } from '../doubles/slack/calls.ts';

const NOW = 1_800_000_000;
const SECRETS = ['the new secret', 'the old secret'];

function taken(body: string, { at = NOW, secret = SECRETS[0]!, headers = {} } = {}): boolean {
  const signed = signedBySlack(body, secret, { at });
  const delivered = { body: Buffer.from(body), headers: { ...signed.headers, ...headers } };
  try {
    checkSlackSignature({ ...delivered, receivedAt: NOW * 1_000 }, SECRETS);
    return true;
  } catch (error) {
    if (error instanceof HookRefused) return false;
    throw error;
  }
}

describe('The signature of Slack', () => {
  test('is the one of the published example', () => {
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    const secret = '8f742231b10e8888abcd99yyyzzz85a5';
    const headers = {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    };
    const delivered = { body: Buffer.from(body), headers, receivedAt: 1_531_420_618_000 };
    expect(() => checkSlackSignature(delivered, [secret])).not.toThrow();
  });

  test('WHK-3: holds for 300 seconds before and after, and not for 301', () => {
    expect([-300, -299, 0, 299, 300].map((off) => taken('a', { at: NOW + off }))).toEqual(
      Array<boolean>(5).fill(true),
    );
    expect([-301, 301, -86_400].map((off) => taken('a', { at: NOW + off }))).toEqual([false, false, false]);
  });

  test('WHK-1: is right with each secret of the list; an empty secret signs nothing', () => {
    expect(SECRETS.map((secret) => taken('a', { secret }))).toEqual([true, true]);
    const signed = signedBySlack('a', '', { at: NOW });
    const delivered = { body: Buffer.from('a'), headers: signed.headers, receivedAt: NOW * 1_000 };
    expect(() => checkSlackSignature(delivered, [''])).toThrow(HookRefused);
  });

  test.each([
    ['no time', { 'x-slack-request-timestamp': '' }],
    ['a time that is none', { 'x-slack-request-timestamp': 'now' }],
    ['another time', { 'x-slack-request-timestamp': String(NOW - 1) }],
    ['no signature', { 'x-slack-signature': '' }],
    ['half a signature', { 'x-slack-signature': 'v0=12' }],
    ['another version', { 'x-slack-signature': `v1=${'0'.repeat(64)}` }],
  ])('with %s is refused', (_, headers) => {
    expect(taken('a', { headers })).toBe(false);
  });
});

describe('What Slack sends', () => {
  test('is a click only if a button of ours was pressed', () => {
    const payload = (body: string) => new URLSearchParams(body).get('payload') ?? '';
    const on = { channel: 'C1', ts: '1.2', user: 'U1' };
    expect(clickIn(payload(clickBody({ ...on, value: 'task|stand|approve' })))).toMatchObject({
      team: 'T012TEAM',
      user: 'U1',
      channel: 'C1',
      ts: '1.2',
      clicked: { task: 'task', stand: 'stand', option: 'approve' },
      reason: null,
    });
    const others = [clickBody({ ...on, value: 'approve' }), clickBody({ ...on, value: 'a|b|c|d' })];
    for (const other of [
      ...others.map(payload),
      '',
      '[]',
      'null',
      '{"type":"block_actions"}',
      '{"type":"shortcut"}',
    ])
      expect(clickIn(other)).toBeNull();
  });
});
