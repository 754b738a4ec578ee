import { describe, expect, test } from '@jest/globals';
import { collectAnswer, collectCondition, onIn } from '../../cli/input/rehearsing.ts';

describe('what staff answer in a rehearsal', () => {
  test.each([
    ['decision=decline', { decision: ['decline'] }],
    ['how-are-you=spoke@9', { 'how-are-you': [{ option: 'spoke', until: 9 }] }],
    ['how-are-you=call-at@2026-03-12', { 'how-are-you': [{ option: 'call-at', until: '2026-03-12' }] }],
    ['how-are-you=call-at@tomorrow', { 'how-are-you': [{ option: 'call-at', until: 'tomorrow' }] }],
    ['how-are-you=spoke@one-week', { 'how-are-you': [{ option: 'spoke', until: 'one-week' }] }],
    ['choose-resolution=as seen @ the clinic', { 'choose-resolution': ['as seen @ the clinic'] }],
  ])('%s', (given, answers) => {
    expect(collectAnswer(given)).toEqual(answers);
  });

  test('the same task again is its next answer', () => {
    const first = collectAnswer('decision=decline');
    expect(collectAnswer('decision=approve', first)).toEqual({ decision: ['decline', 'approve'] });
  });

  test.each(['decision', 'decision=', '=approve'])('%s is refused', (given) => {
    expect(() => collectAnswer(given)).toThrow(/TASK=OPTION/);
  });
});

describe('what comes true in a rehearsal', () => {
  test('on a day, or when something has been done; several at once', () => {
    const first = collectCondition('checked-in@12');
    expect(collectCondition('case-withdrawn@final-message', first)).toEqual([
      { condition: 'checked-in', on: 12 },
      { condition: 'case-withdrawn', on: 'final-message' },
    ]);
    expect([onIn('3'), onIn('very-late')]).toEqual([3, 'very-late']);
  });

  test.each(['checked-in', 'checked-in@', '@12'])('%s is refused', (given) => {
    expect(() => collectCondition(given)).toThrow(/CONDITION@WHEN/);
  });
});
