import type { LanguageWords } from './language.ts';

export const CS: LanguageWords = {
  keywords: {
    optOut: ['konec', 'zrusit', 'odhlasit', 'dost', 'ukoncit', 'zastavit'],
    optIn: [],
    help: ['pomoc', 'napoveda'],
  },
  automatic: [
    'automaticka odpoved',
    'automatick~ odpoved|zprava',
    'mimo kancelar',
    'nepritomnost',
    'jsem (nyni|momentalne) na|mimo',
    'dovolena',
    'na dovolene',
  ],
  acknowledges: [
    'vas pozadavek|dotaz|zprava|zpravu|email ... prijat~|zaregistrovan~|obdrzeli',
    'dekujeme za vas|vasi|zpravu|email|dotaz ... brzy|nejdrive|odpovime|ozveme',
    'obdrzeli jsme vas|vasi',
  ],
  untilDay: ['do', 'az do', 'do konce'],
  backOn: [
    'od',
    'zpet',
    'zpet od',
    'opet od',
    'vracim se',
    'k dispozici od',
    'zpatky',
    'vratim se',
    'budu zpet',
  ],
  months: [
    'led|ledna',
    'uno',
    'bre',
    'dub',
    'kve',
    'cervna|cerven',
    'cervence|cervenec',
    'srp',
    'zar',
    'rij',
    'lis',
    'pro',
  ],
};
