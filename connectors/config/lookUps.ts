import { LOOK_UP_NAMES, type LookUpName } from '../../domain/verify/answers.ts';
import type { NoteWords } from '../../domain/verify/finding.ts';
import { HOLD_WORDS } from '../../domain/verify/notes.ts';
import type { AcuitySettings } from '../acuity/settings.ts';
import type { KeapSettings } from '../keap/settings.ts';
import type { WebhookSettings } from '../webhook/webhook.ts';

/** How a look-up is made. */
export type LookUpRoute =
  | { by: 'sandbox' }
  | { by: 'by-hand' }
  | { by: 'keap'; settings: KeapSettings }
  | { by: 'acuity'; settings: AcuitySettings }
  | { by: 'webhook'; settings: WebhookSettings };

/** What is looked up where, and how answers are judged. */
export interface LookUpConfig {
  routes: Record<LookUpName, LookUpRoute>;
  /** Beginnings of words in a note that stop contact. */
  words: NoteWords;
  /** Where phone numbers without a country code are: ISO 3166, two letters. */
  country: string;
  /** The role that supplies reports; null: the owner of the case. */
  suppliers: string | null;
}

/** Without configuration no system is read: nothing is ever new. */
export function sandboxLookUpConfig(): LookUpConfig {
  const routes = Object.fromEntries(LOOK_UP_NAMES.map((name) => [name, { by: 'sandbox' }]));
  return {
    routes: routes as Record<LookUpName, LookUpRoute>,
    words: HOLD_WORDS,
    country: 'US',
    suppliers: null,
  };
}
