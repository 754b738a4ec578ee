import { describe, expect, test } from '@jest/globals';
import { healthProblems, wordsFor } from '../../domain/health/lint.ts';
import { type HealthRules, needsPreference } from '../../domain/health/rules.ts';
import { BANNED_WORDS } from '../../domain/health/words.ts';
import { render } from '../../domain/problem.ts';
import { forHealthData } from '../../procedures/health.ts';

const RULES: HealthRules = { agreements: {}, moreWords: [], allowedWords: [], logOffMinutes: 30 };
const FILE = 'messages/reminder.email.en.liquid';
const found = (text: string, rules: Partial<HealthRules> = {}, path = FILE) =>
  healthProblems('recall', { [path]: text }, { ...RULES, ...rules });
const words = (text: string, rules: Partial<HealthRules> = {}, path = FILE) =>
  found(text, rules, path).map(({ message }) => /^"([^"]+)"/.exec(message)?.[1]);

describe('LAW-10: messages to patients tell no more than they need to', () => {
  test('LAW-10: a word that tells more is refused with its place, its line and what to do', () => {
    const text = '---\nsubject: "Your visit"\n---\nHello {{ name }},\n  your Root Canal is on {{ day }}.\n';
    const [problem] = found(text);
    expect(problem).toMatchObject({ code: 'FT-MSG-HEALTH-WORD', file: `recall/${FILE}`, line: 5, column: 8 });
    const shown = render(problem as never, text).split('\n');
    expect(shown[3]).toBe('  5 |   your Root Canal is on {{ day }}.');
    expect(shown[4]?.indexOf('^')).toBe(shown[3]?.indexOf('Root Canal'));
    expect(problem?.message).toContain('Say it without');
  });

  test('LAW-10: diagnosis, procedure, tooth and balance are known in several languages; other words are not meant', () => {
    expect(words('diagnosis, DIAGNOSES, tooth 14, balance due, your crown, hiv')).toEqual([
      'diagnosis',
      'DIAGNOSES',
      'tooth',
      'balance due',
      'crown',
      'hiv',
    ]);
    expect(words('crowned with success; hives of bees; toothless; a balanced day; archive')).toEqual([]);
    expect(words('Ihr Befund, alle Zähne', {}, 'messages/a.text.de.liquid')).toEqual(['Befund', 'Zähne']);
    expect(words('su diagnóstico y su muela', {}, 'messages/a.text.es-MX.liquid')).toHaveLength(2);
    expect(words('votre maladie', {}, 'messages/a.portal.fr.liquid')).toEqual(['maladie']);
    for (const list of Object.values(BANNED_WORDS)) expect(new Set(list).size).toBe(list.length);
  });

  test('LAW-10: a fact that is printed counts by its name, and so does a part that others render', () => {
    expect(words('Hello {{ tooth-number }}')).toEqual(['tooth']);
    expect(words('about your surgery', {}, 'messages/_intro.en.liquid')).toEqual(['surgery']);
  });

  test('LAW-10: what only staff read may say more', () => {
    for (const channel of ['task', 'note', 'call', 'tell'])
      expect(words('tooth 14', {}, `messages/a.${channel}.en.liquid`)).toEqual([]);
    expect(words('tooth 14', {}, 'messages/a.letter.en.liquid')).toEqual(['tooth']);
  });

  test('LAW-10: a house adds words of its own, and allows what tells nothing there', () => {
    expect(
      words('your Aligner check, the crown', { moreWords: ['aligner*'], allowedWords: ['crown'] }),
    ).toEqual(['Aligner']);
    expect(wordsFor('xx', { ...RULES, moreWords: ['aligner'] })).toEqual(['aligner']);
    expect(words('1+1 (a) [b]', { moreWords: ['1+1 (a) [b]'] })).toHaveLength(1);
  });

  test('LAW-10: a procedure with such words is not there for new cases; without health data nothing is looked at', () => {
    const loaded = (name: string, text: string) => ({
      name,
      sources: { [FILE]: text },
      procedure: {},
      problems: [],
    });
    const procedures = [loaded('recall', 'your tooth'), loaded('plain', 'your appointment')];
    const library = {
      folder: '.',
      procedures,
      calendars: [],
      mappings: [],
      problems: [],
      texts: {},
    } as never;
    expect(forHealthData(library, undefined)).toBe(library);
    const strict = forHealthData(library, RULES);
    expect(strict.procedures.map(({ procedure }) => procedure !== undefined)).toEqual([false, true]);
    expect(strict.problems).toMatchObject([{ code: 'FT-MSG-HEALTH-WORD', file: `recall/${FILE}` }]);
    expect(procedures.every(({ procedure }) => procedure !== undefined)).toBe(true);
  });

  test('LAW-10: emails and texts are unencrypted, the portal and a call are not', () => {
    const asked = ['email', 'text', 'portal', 'call'].filter((channel) => needsPreference(RULES, channel));
    expect(asked).toEqual(['email', 'text']);
    expect(needsPreference(undefined, 'email')).toBe(false);
  });
});
