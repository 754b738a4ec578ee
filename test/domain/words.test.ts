import { describe, expect, test } from '@jest/globals';
import { didYouMean } from '../../domain/words.ts';
import { COUNTS } from '../../domain/procedure/vocabulary/clock.ts';
import { FACT_TYPES } from '../../domain/procedure/vocabulary/facts.ts';
import { VERBS } from '../../domain/procedure/vocabulary/verbs.ts';

describe('the word that was most likely meant', () => {
  const types = Object.keys(FACT_TYPES);
  const counts = Object.keys(COUNTS);
  const verbs = Object.keys(VERBS);

  test.each([
    ['instnat', types, 'instant'],
    ['date', types, 'instant'],
    ['string', types, 'text'],
    ['working-days', counts, 'business-days'],
    ['every-day', counts, 'calendar-days'],
    ['email', verbs, 'send-email'],
    ['text', verbs, 'send-text'],
    ['SMS', verbs, 'send-text'],
  ])('%s, by a slip or a word from elsewhere', (word, allowed, meant) => {
    expect(didYouMean(word, allowed)).toBe(` Did you mean "${meant}"?`);
  });

  test.each([
    ['7', ['2', '5']],
    ['colour', types],
    ['surgery', ['constructor', '__proto__']],
  ])('is not guessed where nothing is near: %s', (word, allowed) => {
    expect(didYouMean(word, allowed)).toBe('');
  });
});
