import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { readConfig } from '../../connectors/config/read.ts';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import { judged } from '../../connectors/errors/judged.ts';
import type { Signal } from '../../connectors/errors/signal.ts';
import { classify } from '../../connectors/errors/table.ts';
import type { AnyItem, Delivery, Port } from '../../connectors/ports.ts';

const read = (rows: string) => readConfig(`errors:\n${rows}`, 'followthrough.yaml', {});
const own = (rows: string) => read(rows).config?.errors ?? [];
const problems = (rows: string) => read(rows).problems.map(({ line, message }) => `${line}: ${message}`);

const TEAPOT: Signal = { over: 'http', status: 418, stage: 'content' };
const LOST: Signal = { over: 'http', status: null, stage: 'content' };
const DELIVERY: Delivery = { id: 'i-1', caseId: 'c-1', to: 'pat@example.com', body: Buffer.from('x') };

function failing(signal: Signal): Port<AnyItem> {
  return {
    connector: 'test',
    repeatable: true,
    prepare: () => Promise.reject(new Error('not asked')),
    deliver: () => Promise.reject(new ConnectorError(signal, 'their words')),
  };
}

describe('SND-8: a row of the house in the error table', () => {
  test('is asked before those that ship', () => {
    const rows = own('  - { over: http, status: 418, class: retry-later, reason: busy }');
    expect(classify(TEAPOT)).toMatchObject({ class: 'unknown' });
    expect(classify(TEAPOT, rows)).toEqual({ class: 'retry-later', reason: 'busy', stopsChannel: false });
  });

  test('decides what a connector’s error means', async () => {
    const rows = own('  - { over: http, status: 418, class: permanent-recipient, reason: address-refused }');
    await expect(judged(failing(TEAPOT), rows).deliver(DELIVERY)).rejects.toMatchObject({
      verdict: { class: 'permanent-recipient' },
      detail: 'their words',
    });
  });

  test('may say that the other side has had it', async () => {
    const rows = own('  - { over: http, status: [418], class: done, reason: taken-before }');
    await expect(judged(failing(TEAPOT), rows).deliver(DELIVERY)).resolves.toEqual({ providerId: null });
  });

  test.each(['retry', 'retry-later', 'done'])(
    'cannot call what was perhaps taken %s: a second message might go out, or none',
    (word) => {
      const rows = `  - { over: http, class: ${word}, reason: busy }`;
      expect(problems(rows)).toEqual([expect.stringMatching(/^2: .*nobody knows whether it was taken/)]);
      expect(problems(`  - { over: http, status: none, class: ${word}, reason: busy }`)).toHaveLength(1);
      expect(
        problems(`  - { over: http, status: none, stage: connect, class: ${word}, reason: busy }`),
      ).toEqual([]);
      expect(classify(LOST, own(rows))).toMatchObject({ class: 'ambiguous' });
    },
  );

  test.each([
    ['over: fax, class: retry, reason: busy', '"over" must be'],
    ['over: http, status: 4x4, class: unknown, reason: busy', '"4x4" is no status'],
    ['over: smtp, enhanced: "(", class: unknown, reason: busy', 'no regular expression'],
    ['over: http, status: 418, class: sometimes, reason: busy', '"class" must be'],
    ['over: http, status: 418, class: unknown', '"reason" is missing'],
  ])('that is not one is pointed out: %s', (row, says) => {
    expect(problems(`  - { ${row} }`).join('\n')).toContain(says);
  });
});

test('What the other side said may name a person, so it does not stand in the log; what it means does', () => {
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line) => void lines.push(line) });
  const error = new ConnectorError(TEAPOT, 'pat@example.com is no teapot');
  log.warn({ err: error }, 'it failed');
  log.warn({ err: new Error('around it', { cause: error }) }, 'it failed');
  expect(error.detail).toContain('pat@example.com');
  expect(lines.join('')).toContain('unknown-answer');
  expect(lines.join('')).not.toContain('pat@example.com');
});
