import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { folded } from '../../domain/inbound/folded.ts';
import { MEANINGS } from '../../domain/inbound/refusal/meanings.ts';
import { LEARNED_FROM } from '../../domain/inbound/refusal/weights.ts';
import { revokes } from '../../domain/inbound/revocation.ts';
import { lines, spelled, taught } from './corpus/taught.ts';

/** Exactly what was learned before tells nothing about what is new. */
const known = new Set(taught().map(({ text }) => folded(text)));
const unseen = (file: string) => lines(`unseen/${file}.txt`).filter(({ text }) => !known.has(folded(text)));
const share = (texts: readonly { text: string }[]) =>
  texts.filter(({ text }) => revokes(text)).length / texts.length;

/** Nothing was learned from these phrases. */
describe('Refusals that it was never taught', () => {
  const refusals = unseen('refusals');
  const answers = unseen('answers');

  test('RPY-10: of 400 and more phrases that are new to it, 98 in 100 are heard', () => {
    expect(refusals.length).toBeGreaterThan(400);
    expect(share(refusals)).toBeGreaterThanOrEqual(0.98);
  });

  test.each(['en', 'de', 'fr', 'es', 'nl', 'cs'])('and in %s no fewer than 95 in 100', (language) => {
    const said = refusals.filter((each) => each.language === language);
    expect(said.length).toBeGreaterThan(60);
    expect(share(said)).toBeGreaterThanOrEqual(0.95);
  });

  test('RPY-10: of 600 and more ordinary answers that are new to it, fewer than one in ten is taken for a refusal', () => {
    expect(answers.length).toBeGreaterThan(600);
    expect(share(answers)).toBeLessThan(0.1);
  });

  test('RPY-10: in doubt, it is a refusal', () => {
    expect(revokes('please no')).toBe(true);
    expect(revokes('lose my number')).toBe(true);
    expect(revokes('who is this, leave me alone')).toBe(true);
  });

  test.each([
    'please stop by at 3',
    'cancel my Tuesday appointment',
    'no more pain, thanks',
    "don't remove the shade tab",
    'Yes, please go ahead with the crown.',
    'No.',
    'Nein',
    'do you take amex',
  ])('"%s" is an answer', (text) => {
    expect(revokes(text)).toBe(false);
  });
});

describe('A refusal is heard', () => {
  const letter = (said: string) =>
    `Good morning, thank you for your letter about the crown. ${'The bite was fine on Monday and the shade is right. '.repeat(12)}\n${said}\nKind regards, Pat Example`;

  test('in the middle of a long letter, which without it is an answer', () => {
    expect(revokes(letter('We will call you on Friday about the invoice.'))).toBe(false);
    expect(revokes(letter('Please stop sending me text messages.'))).toBe(true);
    expect(revokes(letter('Bitte schreiben Sie mir keine SMS mehr.'))).toBe(true);
  });

  test('with signs instead of words, with a slip of the finger, in capitals and without accents', () => {
    for (const said of ['🛑', 'stopppp texting me', 'UNSUSCRIBE ME', 'ne mecrivez plus', 'stop textnig me'])
      expect([said, revokes(said)]).toEqual([said, true]);
  });

  test('quickly, however long the message is', () => {
    const before = process.cpuUsage();
    revokes('every word here is of no importance at all '.repeat(50_000));
    // Without a bound on what is read it takes minutes.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(15_000);
  });
});

describe('What it has learned', () => {
  test('is what its phrases teach; "npm run learn:refusals" learns anew after they were changed', () => {
    const from = createHash('sha256').update(JSON.stringify([taught(), MEANINGS]));
    expect(LEARNED_FROM).toBe(from.digest('hex').slice(0, 16));
  });

  test('comes from patterns that stand for many phrases', () => {
    expect(spelled('(stop|quit) texting( me|)')).toEqual([
      'stop texting me',
      'quit texting me',
      'stop texting',
      'quit texting',
    ]);
    expect(spelled('(a|b|c|d|e|f) (a|b|c|d|e|f) (a|b|c|d|e|f)').length).toBeLessThanOrEqual(30);
  });
});
