import type { LocalHour } from '../calendar/localTime.ts';
import type { HealthRules } from '../health/rules.ts';

/** What a contact is for. The procedure says it; consent and the law of debt collection go by it. */
export const PURPOSES = ['informational', 'marketing', 'collection', 'treatment'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What a procedure's contacts are for; one that does not say so informs. */
export function purposeOf({ purpose }: { procedure: string; purpose?: Purpose | undefined }): Purpose {
  return purpose ?? 'informational';
}

/** Sets of rules that a law brings with it; each can be left out by configuration. */
export const PRESETS = ['us-states', 'debt-collection'] as const;
export type Preset = (typeof PRESETS)[number];

/** Ways on which a person can be reached. */
export const CHANNELS = ['call', 'text', 'email', 'portal'] as const;

/** From the first minute up to, not including, the second, on the clock of whoever is reached. */
export interface Hours {
  from: LocalHour;
  until: LocalHour;
}

/** At most so many attempts to one person, over all cases, in so many times 24 hours. */
export interface Cap {
  attempts: number;
  days: number;
}

/** Why the people of a source may be reached without a consent of their own on record. */
export interface ConsentBasis {
  channels: string[];
  purposes: Purpose[];
}

/** The house's contact rules: what `contact-rules:` in followthrough.yaml says, complete. */
export interface ContactRules {
  /** The house's own country (ISO 3166), which counts where nothing says where somebody is. */
  country: string;
  /** The hours of each channel on the contact's clock; a channel without hours has none of its own. */
  hours: Partial<Record<string, Hours>>;
  caps: Cap[];
  presets: Preset[];
  /** By the case's source. */
  consentBasis: Record<string, ConsentBasis>;
  /** At most so many overdue contacts go out in a minute, when much is overdue at once. */
  perMinute: number;
  /** Who may allow what the rules refuse, where that can be allowed at all. */
  overrideRoles: string[];
  /** Where the house is reached by post; null: nothing is advertised by email (LAW-8). */
  postalAddress: string | null;
  /** Where readers of our emails reach the link to unsubscribe that each bears; null: none has one. */
  unsubscribe: string | null;
  /** The words, as a template, of the one text that confirms an opt-out by text; null: none is sent (LAW-4). */
  optOutConfirmation: string | null;
  /** Set where the house works with health data. */
  health?: HealthRules;
}

/** Who writes, that it is done, how to come back; nothing else may be in it. */
export const OPT_OUT_CONFIRMATION =
  '{{ sender-name }}: you get no more texts from us, as you asked. To get them again, answer START.';

/** Without configuration. */
export const DEFAULT_RULES: ContactRules = {
  country: 'US',
  hours: { call: { from: '08:00', until: '21:00' }, text: { from: '08:00', until: '21:00' } },
  caps: [],
  presets: [...PRESETS],
  consentBasis: {},
  perMinute: 120,
  overrideRoles: ['manager'],
  postalAddress: null,
  unsubscribe: null,
  optOutConfirmation: OPT_OUT_CONFIRMATION,
};
