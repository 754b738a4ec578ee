import type { LanguageWords } from './language.ts';

export const NL: LanguageWords = {
  keywords: {
    optOut: ['stoppen', 'afmelden', 'uitschrijven', 'stop alles', 'einde', 'annuleren', 'opzeggen'],
    optIn: [],
    help: ['hulp'],
  },
  automatic: [
    'automatisch antwoord',
    'automatische reactie|antwoord',
    'afwezig~',
    'niet aanwezig',
    'out of office',
    'op vakantie',
    'met vakantie',
    'afwezigheidsbericht',
    'ik ben (momenteel) afwezig|niet',
  ],
  acknowledges: [
    'we|wij hebben uw|je aanvraag|bericht|vraag|mail|verzoek ... ontvangen',
    'uw|je aanvraag|verzoek|bericht ... ontvangen|geregistreerd|aangemaakt',
    'bedankt voor uw|je bericht|mail|vraag ... spoedig|mogelijk|contact',
  ],
  untilDay: ['tot en met', 'tm', 't m', 'tot'],
  backOn: ['vanaf', 'terug op', 'weer aanwezig op', 'weer bereikbaar op', 'weer op', 'terug vanaf', 'op'],
  months: ['jan', 'feb', 'maa', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'],
};
