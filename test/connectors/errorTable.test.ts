import { describe, expect, test } from '@jest/globals';
import type { Signal } from '../../connectors/errors/signal.ts';
import { classify, ERROR_TABLE } from '../../connectors/errors/table.ts';
import { SLACK_SIGNALS } from './support/slackSignals.ts';

const smtp = (
  status: number | null,
  enhanced: string | null,
  stage: Signal['stage'] = 'recipient',
): Signal => ({
  over: 'smtp',
  status,
  enhanced,
  stage,
});
const twilio = (status: number | null, code: string | null): Signal => ({
  over: 'twilio',
  status,
  code,
  stage: 'content',
});
/** What our own side found out. */
const here = (over: Signal['over'], code: string): Signal => ({
  over,
  status: null,
  code,
  stage: 'recipient',
  refusedHere: true,
});
const vendor = (over: Signal['over'], status: number | null, stage: Signal['stage'] = 'content'): Signal => ({
  over,
  status,
  stage,
});
const http = (status: number | null, stage: Signal['stage'] = 'content'): Signal => ({
  over: 'http',
  status,
  stage,
});

describe('What an answer of the other side means', () => {
  const CASES: [string, Signal, string, string][] = [
    ['SMTP cannot be connected', smtp(null, null, 'connect'), 'retry', 'unreachable'],
    ['SMTP breaks off while logging in', smtp(null, null, 'login'), 'retry', 'unreachable'],
    ['SMTP breaks off before the message', smtp(null, null, 'recipient'), 'retry', 'unreachable'],
    ['SMTP breaks off during or after the message', smtp(null, null, 'content'), 'ambiguous', 'ambiguous'],
    ['421 closing', smtp(421, null), 'retry', 'busy'],
    ['450 mailbox busy', smtp(450, null), 'retry', 'busy'],
    ['451 local error', smtp(451, '4.3.0'), 'retry', 'busy'],
    ['452 too little storage', smtp(452, '4.3.1'), 'retry', 'busy'],
    ['454 greylisted', smtp(454, '4.7.0'), 'retry', 'busy'],
    ['450 greylisted', smtp(450, '4.7.1'), 'retry', 'busy'],
    ['451 after the message', smtp(451, null, 'content'), 'retry', 'busy'],
    ['550 no such user', smtp(550, '5.1.1'), 'permanent-recipient', 'address-refused'],
    ['551 moved', smtp(551, '5.1.6'), 'permanent-recipient', 'address-refused'],
    ['553 bad address', smtp(553, '5.1.3'), 'permanent-recipient', 'address-refused'],
    ['550 at the recipient, without more', smtp(550, null), 'permanent-recipient', 'address-refused'],
    ['556 domain takes no mail', smtp(556, '5.1.10'), 'permanent-recipient', 'address-refused'],
    ['552 mailbox full', smtp(552, null), 'retry-later', 'mailbox-full'],
    ['552 with 5.2.2', smtp(552, '5.2.2'), 'retry-later', 'mailbox-full'],
    ['550 with 5.2.2', smtp(550, '5.2.2'), 'retry-later', 'mailbox-full'],
    ['452 with 4.2.2', smtp(452, '4.2.2'), 'retry-later', 'mailbox-full'],
    ['550 by policy', smtp(550, '5.7.1'), 'permanent-config', 'policy-refused'],
    ['554 on a block list', smtp(554, '5.7.1', 'content'), 'permanent-config', 'policy-refused'],
    ['550 by DMARC', smtp(550, '5.7.26', 'content'), 'permanent-config', 'policy-refused'],
    ['530 login needed', smtp(530, '5.7.0'), 'permanent-config', 'login-refused'],
    ['534 login too weak', smtp(534, '5.7.9', 'login'), 'permanent-config', 'login-refused'],
    ['535 login wrong', smtp(535, '5.7.8', 'login'), 'permanent-config', 'login-refused'],
    ['501 syntax', smtp(501, null), 'permanent-config', 'request-refused'],
    ['554 without more', smtp(554, null, 'content'), 'unknown', 'unknown-answer'],
    ['599, which nobody knows', smtp(599, null), 'unknown', 'unknown-answer'],
    [
      'an address that is none',
      { ...smtp(null, null), refusedHere: true },
      'permanent-recipient',
      'address-refused',
    ],
    [
      'a password that is missing',
      { ...smtp(null, null, 'login'), refusedHere: true },
      'permanent-config',
      'login-refused',
    ],

    ['HTTP cannot be connected', http(null, 'connect'), 'retry', 'unreachable'],
    ['HTTP breaks off after the request', http(null, 'content'), 'ambiguous', 'ambiguous'],
    ['301', http(301), 'permanent-config', 'redirected'],
    ['307', http(307), 'permanent-config', 'redirected'],
    ['400', http(400), 'permanent-config', 'request-refused'],
    ['401', http(401), 'permanent-config', 'login-refused'],
    ['403', http(403), 'permanent-config', 'login-refused'],
    ['404', http(404), 'permanent-config', 'request-refused'],
    ['408', http(408), 'retry', 'busy'],
    ['409: it has it', http(409), 'done', 'taken-before'],
    ['410: it wants no more', http(410), 'permanent-config', 'switched-off-there'],
    [
      'HTTP to a private address',
      { ...http(null, 'connect'), refusedHere: true },
      'permanent-config',
      'address-blocked',
    ],
    ['413', http(413), 'permanent-config', 'request-refused'],
    ['422', http(422), 'permanent-config', 'request-refused'],
    ['425', http(425), 'retry', 'busy'],
    ['429', http(429), 'retry', 'busy'],
    ['418, which nobody knows', http(418), 'unknown', 'unknown-answer'],
    ['499, which nobody knows', http(499), 'unknown', 'unknown-answer'],
    ['500', http(500), 'retry', 'busy'],
    ['502', http(502), 'retry', 'busy'],
    ['503', http(503), 'retry', 'busy'],
    ['504', http(504), 'retry', 'busy'],
    ['599, which nobody knows', http(599), 'retry', 'busy'],
    ['a number that is no status', http(999), 'unknown', 'unknown-answer'],

    ['found by Keap: no such contact', here('keap', 'not-found'), 'permanent-config', 'not-found-there'],
    ['found by Keap: several contacts', here('keap', 'several'), 'permanent-config', 'several-there'],
    [
      'the customer has the last word',
      here('zendesk', 'answered-meanwhile'),
      'permanent-config',
      'answered-meanwhile',
    ],
    ['a desk cannot do it', here('happyfox', 'cannot-carry'), 'permanent-config', 'request-refused'],
    ['stopped, and active still', here('keap', 'not-as-asked'), 'unknown', 'not-as-asked'],
    ['no such person, over http', here('http', 'not-found'), 'permanent-config', 'not-found-there'],
    ['several, over http', here('http', 'several'), 'permanent-config', 'several-there'],
    ['answered, over http', here('http', 'answered-meanwhile'), 'permanent-config', 'answered-meanwhile'],
    ['cannot carry it, over http', here('http', 'cannot-carry'), 'permanent-config', 'request-refused'],
    ['not as asked, over http', here('http', 'not-as-asked'), 'unknown', 'not-as-asked'],
    ['Keap refuses to renew the login', vendor('keap', 400, 'login'), 'permanent-config', 'login-refused'],
    ['Keap is not reached for the login', vendor('keap', null, 'login'), 'retry', 'unreachable'],
    ['Keap 409', vendor('keap', 409), 'unknown', 'unknown-answer'],
    ['Keap 429', vendor('keap', 429), 'retry', 'busy'],
    ['Keap 401', vendor('keap', 401), 'permanent-config', 'login-refused'],
    ['Keap breaks off after a change was sent', vendor('keap', null), 'ambiguous', 'ambiguous'],
    ['Zendesk 409: changed since it was read', vendor('zendesk', 409), 'retry', 'busy'],
    ['Zendesk 403: this ticket is not ours', vendor('zendesk', 403), 'permanent-config', 'request-refused'],
    ['Zendesk 422', vendor('zendesk', 422), 'permanent-config', 'request-refused'],
    ['HappyFox 409', vendor('happyfox', 409), 'unknown', 'unknown-answer'],
    ['HappyFox 429', vendor('happyfox', 429), 'retry', 'busy'],

    ['Twilio 21610: the person has opted out', twilio(400, '21610'), 'opt-out', 'address-refused'],
    ['Twilio 20429', twilio(429, '20429'), 'retry', 'busy'],
    ['Twilio 429 without a code', twilio(429, null), 'retry', 'busy'],
    ['Twilio 20003', twilio(401, '20003'), 'permanent-config', 'login-refused'],
    ['Twilio 20005', twilio(403, '20005'), 'permanent-config', 'login-refused'],
    ['Twilio 30002: reported', twilio(null, '30002'), 'permanent-config', 'login-refused'],
    ['Twilio 401 without a code', twilio(401, null), 'permanent-config', 'login-refused'],
    ['Twilio 21211', twilio(400, '21211'), 'permanent-recipient', 'address-refused'],
    ['Twilio 21217', twilio(400, '21217'), 'permanent-recipient', 'address-refused'],
    ['Twilio 21421', twilio(400, '21421'), 'permanent-recipient', 'address-refused'],
    ['Twilio 21614', twilio(400, '21614'), 'permanent-recipient', 'address-refused'],
    ['Twilio 21635', twilio(400, '21635'), 'permanent-recipient', 'address-refused'],
    ['Twilio 30004: reported', twilio(null, '30004'), 'permanent-recipient', 'address-refused'],
    ['Twilio 30005: reported', twilio(null, '30005'), 'permanent-recipient', 'address-refused'],
    ['Twilio 30006: reported', twilio(null, '30006'), 'permanent-recipient', 'address-refused'],
    ['Twilio 21408', twilio(400, '21408'), 'permanent-config', 'policy-refused'],
    ['Twilio 21606', twilio(400, '21606'), 'permanent-config', 'policy-refused'],
    ['Twilio 21612', twilio(400, '21612'), 'permanent-config', 'policy-refused'],
    ['Twilio 30034: reported', twilio(null, '30034'), 'permanent-config', 'policy-refused'],
    ['Twilio 30007: reported', twilio(null, '30007'), 'permanent-config', 'filtered'],
    ['Twilio 21604', twilio(400, '21604'), 'permanent-config', 'request-refused'],
    ['Twilio 21617', twilio(400, '21617'), 'permanent-config', 'request-refused'],
    ['Twilio 21619', twilio(400, '21619'), 'permanent-config', 'request-refused'],
    ['Twilio 30001: reported', twilio(null, '30001'), 'retry-later', 'busy'],
    ['Twilio 30003: reported', twilio(null, '30003'), 'retry-later', 'handset-unreachable'],
    ['Twilio 30008: reported', twilio(null, '30008'), 'retry-later', 'unknown-answer'],
    ['Twilio 29999: which nobody knows', twilio(400, '29999'), 'unknown', 'unknown-answer'],
    ['Twilio fails, and may have taken it', twilio(500, null), 'ambiguous', 'ambiguous'],
    ['Twilio’s gateway speaks for it', twilio(502, '20500'), 'ambiguous', 'ambiguous'],
    ['Twilio is not there for now', twilio(503, null), 'retry', 'busy'],
    ['Twilio fails at a question', { ...twilio(500, null), stage: 'connect' }, 'retry', 'busy'],
    ['Twilio breaks off after the request', twilio(null, null), 'ambiguous', 'ambiguous'],
    ...SLACK_SIGNALS,
  ];

  test.each(CASES)('SND-8: %s', (_, signal, meaning, reason) => {
    expect(classify(signal)).toMatchObject({ class: meaning, reason });
  });

  test('SND-8: every row of the table decides at least one of these', () => {
    const rows = new Set(ERROR_TABLE.map((row) => `${row.over} ${row.class} ${row.reason}`));
    const met = new Set(CASES.map(([, { over }, meaning, reason]) => `${over} ${meaning} ${reason}`));
    expect([...rows].filter((row) => !met.has(row))).toEqual([]);
  });

  test('SND-8: a fault of the login or of policy stops the channel for all, a fault of one message does not', () => {
    expect(classify(smtp(535, '5.7.8', 'login')).stopsChannel).toBe(true);
    expect(classify(smtp(550, '5.7.1')).stopsChannel).toBe(true);
    expect(classify(http(401)).stopsChannel).toBe(true);
    expect(classify(http(422)).stopsChannel).toBe(false);
    expect(classify(smtp(550, '5.1.1')).stopsChannel).toBe(false);
  });
});
