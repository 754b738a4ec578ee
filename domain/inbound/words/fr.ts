import type { LanguageWords } from './language.ts';

export const FR: LanguageWords = {
  keywords: {
    optOut: [
      'arret',
      'arreter',
      'arretez',
      'desabonner',
      'desinscrire',
      'desabonnement',
      'desinscription',
      'fin',
      'annuler',
    ],
    optIn: [],
    help: ['aide'],
  },
  automatic: [
    'reponse automatique',
    'message automatique',
    'absent~ du bureau',
    'je suis (actuellement) absent~',
    'absence du bureau',
    'en conges|vacances',
    'notification d absence',
    'reponse d absence',
    'absence',
  ],
  acknowledges: [
    'nous avons bien recu votre demande|message|mail|courriel',
    'votre demande ... (bien) recue|enregistree|prise',
    'nous accusons reception',
    'merci de nous avoir contactes|contacte',
  ],
  untilDay: ['jusquau', 'jusqu au', 'au', 'jusquau au', 'inclus'],
  backOn: [
    'de retour le',
    'a partir du',
    'des le',
    'retour le',
    'le',
    'retour prevu le',
    'a compter du',
    'retour au bureau le',
  ],
  months: ['jan', 'fev', 'mar', 'avr', 'mai', 'juin', 'juil', 'aou', 'sep', 'oct', 'nov', 'dec'],
};
