import { describe, expect, test } from '@jest/globals';
import { BREAKS } from '../doubles/double.ts';
import { TWILIO_BREAKS } from '../doubles/twilio/twilio.ts';
import { HTTP_BREAKS } from '../support/httpSink.ts';
import { SMTP_BREAKS } from '../support/smtpSink.ts';
import { files, read } from './repository.ts';
import { shownIn, wrongWith } from './shown.ts';

interface FaultRow {
  fault: string;
  happens: string;
  shown: string;
}

/** The rows of the table under "Faults and what happens". */
function faultRows(markdown: string): FaultRow[] {
  const section = markdown.split('## Faults and what happens')[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, fault = '', happens = '', shown = '']) => ({ fault, happens, shown }));
}

const rows = faultRows(read('docs/operations.md'));

/** How the table says what a double can play: in the column of faults, beside the vendor's name. */
const IN_WORDS: Record<string, RegExp> = {
  'accept-then-drop': /answer\b.* is lost|breaks off/,
  'take-then-drop': /answer\b.* is lost|breaks off/,
  drop: /breaks off/,
  'drop-at-recipient': /breaks off/,
  'accept-then-silence': /silent|slow/,
  'take-then-silence': /silent|slow/,
  'a failure of theirs': /\b5\d\d\b/,
  'too many requests': /\b429\b/,
};
const STATUS = ['a failure of theirs', 'too many requests'];

const PLAYED: [string, RegExp, readonly string[]][] = [
  ['Acuity', /Acuity/, [...BREAKS, ...STATUS]],
  ['HappyFox', /HappyFox|a desk/, [...BREAKS, ...STATUS]],
  ['Keap', /Keap/, [...BREAKS, ...STATUS]],
  ['Slack', /Slack/, [...BREAKS, ...STATUS]],
  ['Zendesk', /Zendesk|a desk/, [...BREAKS, ...STATUS]],
  ['Twilio', /Twilio/, [...TWILIO_BREAKS, ...STATUS]],
  ['the mail relay', /mail relay/, [...SMTP_BREAKS, 'a failure of theirs']],
  ['the receiver of a webhook', /receiver/, [...HTTP_BREAKS, ...STATUS]],
];

describe('The faults in docs/operations.md', () => {
  test('are read, and each says what happens', () => {
    expect(rows.length).toBeGreaterThan(80);
    expect(rows.filter(({ fault, happens }) => fault === '' || happens === '')).toEqual([]);
  });

  test('each names a test, which exists once under that title and is run', () => {
    expect(rows.filter(({ shown }) => shownIn(shown).length === 0).map(({ fault }) => fault)).toEqual([]);
    const wrong = rows.flatMap(({ fault, shown }) =>
      shownIn(shown).flatMap((each) => {
        const found = wrongWith(each);
        return found === null ? [] : [`${fault}: ${found}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('the column of tests has nothing else in it', () => {
    const left = rows.map(({ fault, shown }) => ({
      fault,
      rest: shown.replaceAll(/`test\/[^`]+` "[^"]+"/g, '').replaceAll(/[; ]/g, ''),
    }));
    expect(left.filter(({ rest }) => rest !== '')).toEqual([]);
  });

  test('are told once', () => {
    const names = rows.map(({ fault }) => fault);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test.each(PLAYED)('have a row for whatever the double of %s can play', (_, vendor, faults) => {
    const ofVendor = rows.filter(({ fault }) => vendor.test(fault));
    const untold = faults.filter((fault) => !ofVendor.some((row) => IN_WORDS[fault]?.test(row.fault)));
    expect(untold).toEqual([]);
  });

  test('a vendor whose double is new is looked for as well', () => {
    const doubles = files().flatMap((path) => /^test\/doubles\/(?<vendor>[a-z]+)\//.exec(path)?.[1] ?? []);
    const looked = PLAYED.map(([vendor]) => vendor.toLowerCase());
    expect([...new Set(doubles)].filter((vendor) => !looked.includes(vendor))).toEqual([]);
  });
});
