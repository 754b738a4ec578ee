import { describe, expect, test } from '@jest/globals';
import type { Signal } from '../../connectors/errors/signal.ts';
import { classify, ERROR_TABLE } from '../../connectors/errors/table.ts';

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
    ['410', http(410), 'permanent-config', 'request-refused'],
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
