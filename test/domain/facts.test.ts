import { describe, expect, test } from '@jest/globals';
import { FactError } from '../../domain/procedure/factErrors.ts';
import { acceptFacts, chooseVariant, readFacts } from '../../domain/procedure/facts.ts';
import { sampleProcedure } from './support/sampleProcedure.ts';

const procedure = sampleProcedure();
const given = { 'asked-on': '2026-03-06T17:01:00-08:00', name: 'Pat Example' };

function read(more: Record<string, unknown>, variant: string | null = 'long') {
  return readFacts(procedure, variant, { ...given, ...more });
}

/** The only problem that these facts have. */
function problem(more: Record<string, unknown>, variant: string | null = 'long') {
  const { problems } = read(more, variant);
  expect(problems).toHaveLength(1);
  return `${problems[0]?.code} ${problems[0]?.message}`;
}

function chosen(way: string, more: Record<string, unknown> = {}) {
  const { facts, problems } = read({ way, ...more });
  expect(problems).toEqual([]);
  return [facts.way, facts['way-detail']];
}

describe('facts of a case', () => {
  test('instants are kept in UTC, texts without blanks around them, a choice falls back on its default', () => {
    const { facts, steering, zero } = acceptFacts(procedure, 'long', { ...given, name: '  Pat Example ' });
    expect(facts).toEqual({
      'asked-on': '2026-03-07T01:01:00.000Z',
      name: 'Pat Example',
      way: 'as-suggested',
    });
    expect(zero).toBe(Date.UTC(2026, 2, 7, 1, 1));
    expect(steering).toEqual({ way: 'as-suggested' });
  });

  test('what steers the path holds options only, never the words a person added', () => {
    const { facts, steering } = acceptFacts(procedure, 'long', {
      ...given,
      way: 'with a crown for Pat Example',
    });
    expect(facts['way-detail']).toBe('a crown for Pat Example');
    expect(steering).toEqual({ way: 'with' });
  });

  test('an optional fact may be left out, null or empty', () => {
    for (const note of [undefined, null, '', '  ']) expect(read({ note }).facts).not.toHaveProperty('note');
  });

  test('a number is a text', () => {
    expect(read({ note: 1234 }).facts.note).toBe('1234');
  });

  test('an unknown fact is refused and the nearest is named', () => {
    expect(problem({ nam: 'x' })).toMatch(/^FT-FCT-UNKNOWN .*"nam".*Did you mean "name"\?.*"asked-on"/);
    expect(problem({ 'way-detial': 'x' })).toMatch(/Did you mean "way-detail"\?/);
    expect(problem({ variant: '2' })).toMatch(/^FT-FCT-UNKNOWN/);
    expect(problem({ constructor: 'x' })).toMatch(/^FT-FCT-UNKNOWN/);
  });

  test.each([undefined, null, '', '   '])('a needed fact that is %p is missing', (name) => {
    expect(problem({ name })).toMatch(/^FT-FCT-MISSING name is missing/);
  });

  test.each([[['a']], [true], [{ first: 'Pat' }], ['a\u0000b'], ['\ud800'], ['x'.repeat(10_001)]])(
    'what is no text that can be stored is refused: %p',
    (note) => {
      expect(problem({ note })).toMatch(/^FT-FCT-TEXT note/);
    },
  );

  test('a case with a problem is not accepted, and every problem is named', () => {
    const open = () => acceptFacts(procedure, 'short', { ...given, name: '', way: 'cancel' });
    expect(open).toThrow(FactError);
    expect(open).toThrow(/FT-FCT-MISSING: name is missing[\s\S]*FT-FCT-NOT-IN-VARIANT/);
  });

  test('all problems are told at once', () => {
    const { problems } = readFacts(procedure, 'short', { way: 'cancel', 'asked-on': 'today', colour: 'red' });
    expect(problems.map(({ code, fact }) => `${code} ${fact}`).sort()).toEqual([
      'FT-FCT-INSTANT asked-on',
      'FT-FCT-MISSING name',
      'FT-FCT-NOT-IN-VARIANT way',
      'FT-FCT-UNKNOWN colour',
    ]);
  });
});

describe('moments', () => {
  test.each([
    ['2026-03-06T17:01:00-08:00', '2026-03-07T01:01:00.000Z'],
    ['2026-03-06T17:00:59.999-08:00', '2026-03-07T01:00:59.999Z'],
    ['2026-03-07T01:01Z', '2026-03-07T01:01:00.000Z'],
    ['2026-03-07T01:01:00+0000', '2026-03-07T01:01:00.000Z'],
    ['2026-03-06T17:01:00[America/Los_Angeles]', '2026-03-07T01:01:00.000Z'],
    ['2026-07-06T17:01:00[America/Los_Angeles]', '2026-07-07T00:01:00.000Z'],
  ])('%s is %s', (text, utc) => {
    expect(read({ 'asked-on': text }).facts['asked-on']).toBe(utc);
  });

  test.each(['2026-03-06T17:01:00', '2026-03-06T17:01', '2026-03-06 17:01', '2026-03-06'])(
    'a local time without a zone is refused, and why: %s',
    (text) => {
      expect(problem({ 'asked-on': text })).toMatch(
        /^FT-FCT-INSTANT .*does not say in which zone.*2026-03-06T16:30:00-08:00/,
      );
    },
  );

  test.each([
    ['today', /is not a date and time/],
    ['06/03/2026 17:01 PST', /is not a date and time/],
    ['1772845260000', /is not a date and time/],
    ['2026-02-30T09:00:00Z', /no real moment: there is no day 2026-02-30\./],
    ['2026-03-06T25:00:00Z', /no real moment: there is no such time of day\./],
    ['2026-03-06T09:00:00[Mars/Olympus]', /no real moment: there is no time zone "Mars\/Olympus"\./],
    ['2026-03-08T02:30:00[America/Los_Angeles]', /does not exist/],
    ['2026-11-01T01:30:00[America/Los_Angeles]', /happens twice/],
    ['0206-03-06T09:00:00Z', /year 206/],
  ])('%s is refused', (text, reason) => {
    expect(problem({ 'asked-on': text })).toMatch(reason);
  });
});

describe('choices', () => {
  test.each([
    'as-on-rx',
    'AS ON RX',
    'proceed as on the Rx',
    'Proceed as on the rx',
    'as on the Rx',
    ' as  on the Rx ',
  ])('an option is understood by its name or its wording, in any case: %s', (way) => {
    expect(chosen(way)).toEqual(['as-on-rx', undefined]);
  });

  test.each([
    ['with the spare abutment', 'with', 'the spare abutment'],
    ['Proceed with the spare abutment', 'with', 'the spare abutment'],
    ['with: the spare abutment', 'with', 'the spare abutment'],
    ['part the lower model', 'part', 'the lower model'],
    ['part: the lower model', 'part', 'the lower model'],
    ['proceed with part of the case: the lower model', 'part', 'the lower model'],
    ['with part the lower model', 'part', 'the lower model'],
  ])('"%s" is the option and its detail in one', (way, option, detail) => {
    expect(chosen(way)).toEqual([option, detail]);
  });

  test('an option and its detail may be given apart', () => {
    expect(chosen('with', { 'way-detail': 'the spare abutment' })).toEqual(['with', 'the spare abutment']);
    expect(chosen('other', { 'way-detail': 'cancel the second crown' })).toEqual([
      'other',
      'cancel the second crown',
    ]);
  });

  test('any other text is kept in its own words', () => {
    expect(chosen('Use the scan of May')).toEqual(['other', 'Use the scan of May']);
  });

  test.each(['cancell', 'please cancel', 'Cancel!', 'as-sugested', 'as on rxx'])(
    'other text that may have meant an option is refused rather than misread: %s',
    (way) => {
      expect(problem({ way })).toMatch(/^FT-FCT-CHOICE .*Did you mean/);
    },
  );

  test('an option of another variant is refused there, by name and by wording', () => {
    expect(problem({ way: 'cancel' }, 'short')).toMatch(
      /^FT-FCT-NOT-IN-VARIANT .*"cancel".*variant "short".*"as-suggested"/,
    );
    expect(problem({ way: 'Cancel the case' }, 'short')).toMatch(/^FT-FCT-NOT-IN-VARIANT/);
    expect(chosen('cancel')).toEqual(['cancel', undefined]);
  });

  test('a closed list takes nothing else', () => {
    const { other: _, ...way } = procedure.facts.way ?? { type: 'choice' as const, required: false };
    const closed = sampleProcedure({ facts: { ...procedure.facts, way } });
    const { problems } = readFacts(closed, 'long', { ...given, way: 'Use the scan of May' });
    expect(problems.map(({ code }) => code)).toEqual(['FT-FCT-CHOICE']);
  });

  test('a detail that is missing, not asked for or given twice is refused', () => {
    expect(problem({ way: 'with' })).toMatch(/^FT-FCT-DETAIL-MISSING .*way-detail/);
    expect(problem({ way: 'as-on-rx', 'way-detail': 'x' })).toMatch(/^FT-FCT-DETAIL-UNUSED/);
    expect(problem({ 'way-detail': 'x' })).toMatch(/^FT-FCT-DETAIL-UNUSED/);
    expect(problem({ way: 'with x', 'way-detail': 'y' })).toMatch(/^FT-FCT-DETAIL-UNUSED/);
  });
});

describe('the variant', () => {
  test('is taken as a name or a number; without one it is the first', () => {
    const numbered = sampleProcedure({ variants: { '2': { title: 'two' }, '5': { title: 'five' } } });
    expect([chooseVariant(numbered, 5), chooseVariant(numbered, '5'), chooseVariant(numbered)]).toEqual([
      '5',
      '5',
      '2',
    ]);
    expect(chooseVariant(sampleProcedure({ variants: {} }))).toBeNull();
    expect(() => chooseVariant(numbered, '7')).toThrow(/Allowed: "2" or "5"\.$/);
  });

  test.each([
    ['lung', /Allowed: "short" or "long".*Did you mean "long"\?/],
    [3, /no variant "3"/],
    [{}, /no variant/],
    ['', /no variant/],
  ])('%p is refused', (variant, reason) => {
    expect(() => chooseVariant(procedure, variant)).toThrow(FactError);
    expect(() => chooseVariant(procedure, variant)).toThrow(reason);
  });
});
