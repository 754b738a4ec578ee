import type { LanguageWords } from './language.ts';

export const DE: LanguageWords = {
  keywords: {
    optOut: ['stopp', 'abmelden', 'abbestellen', 'abmeldung', 'austragen', 'beenden', 'ende'],
    optIn: [],
    help: ['hilfe'],
  },
  automatic: [
    'automatische antwort',
    'automatisch~ antwort|nachricht|mail|erstellt|generiert',
    'abwesenheit~',
    'abwesend',
    'nicht im (buro|haus)',
    'ausser haus',
    'im urlaub',
    'auto antwort',
    'ich bin (derzeit|zurzeit|momentan|vom|bis) ... nicht|abwesend',
  ],
  acknowledges: [
    'ihre anfrage|nachricht|ihr ticket|ihre mail ... eingegangen|erhalten|erstellt',
    'vielen dank fur ihre anfrage|nachricht|mail ... bearbeit~|schnellstmoglich|melden|kurze',
    'ticket ... erstellt|eroffnet',
    'wir haben ihre anfrage|nachricht|mail|email ... erhalten',
  ],
  untilDay: ['bis', 'bis zum', 'bis einschliesslich', 'bis und mit', 'einschliesslich'],
  backOn: [
    'ab',
    'ab dem',
    'wieder ab',
    'zuruck am',
    'wieder am',
    'wieder im buro am',
    'am',
    'wieder erreichbar ab',
    'ruckkehr am',
    'zuruck ab',
  ],
  months: ['jan', 'feb', 'mar', 'apr', 'mai', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dez'],
};
