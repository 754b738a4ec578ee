import { CS } from './cs.ts';
import { DE } from './de.ts';
import { EN } from './en.ts';
import { ES } from './es.ts';
import { FR } from './fr.ts';
import type { LanguageWords } from './language.ts';
import { NL } from './nl.ts';
import { phrase } from './phrase.ts';

/** A new language is a file beside these and a line here. */
export const LANGUAGES: readonly LanguageWords[] = [EN, DE, FR, ES, NL, CS];

const all = (pick: (words: LanguageWords) => string[]) => [...new Set(LANGUAGES.flatMap(pick))];
const phrases = (pick: (words: LanguageWords) => string[]) => all(pick).map(phrase);

export const AUTOMATIC = phrases((words) => words.automatic);
export const ACKNOWLEDGES = phrases((words) => words.acknowledges);
