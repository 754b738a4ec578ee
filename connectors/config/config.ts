import { type BreakerRules, USUAL_BREAKER } from '../../domain/breaker/rules.ts';
import { type ContactRules, DEFAULT_RULES } from '../../domain/contactRules/contactRules.ts';
import type { Letterhead } from '../../domain/statement/letterhead.ts';
import type { Row } from '../errors/rows.ts';
import type { HappyfoxSettings } from '../happyfox/settings.ts';
import type { KeapSettings } from '../keap/settings.ts';
import type { SlackSettings } from '../slack/settings.ts';
import type { SmtpSettings } from '../smtp/smtp.ts';
import type { TwilioSettings } from '../twilio/settings.ts';
import type { WebhookSettings } from '../webhook/webhook.ts';
import type { ZendeskSettings } from '../zendesk/settings.ts';
import type { Accounts } from './accounts.ts';
import type { BackupSettings } from './backups.ts';
import type { ReportSource } from './reports.ts';
import { type InboundConfig, NO_MAILBOXES } from './inbound.ts';
import { type LookUpConfig, sandboxLookUpConfig } from './lookUps.ts';

/** How a channel leaves the house. */
export type Route =
  | { by: 'sandbox' }
  | { by: 'by-hand' }
  | { by: 'smtp'; settings: SmtpSettings }
  | { by: 'webhook'; settings: WebhookSettings }
  | { by: 'keap'; settings: KeapSettings }
  | { by: 'zendesk'; settings: ZendeskSettings }
  | { by: 'happyfox'; settings: HappyfoxSettings }
  | { by: 'slack'; settings: SlackSettings }
  | { by: 'twilio'; settings: TwilioSettings };

/** The ways out; `note` and `act` are the CRM and other systems, `tell` reaches the house's own people. */
export const WAYS = ['portal', 'email', 'text', 'note', 'tell', 'act'] as const;
export type Way = (typeof WAYS)[number];

/** What may serve each way. An act by hand would be done long after the evidence for it was read. */
export const ALLOWED: Record<Way, Route['by'][]> = {
  portal: ['sandbox', 'webhook', 'by-hand'],
  email: ['sandbox', 'smtp', 'zendesk', 'happyfox', 'webhook', 'by-hand'],
  text: ['sandbox', 'twilio', 'webhook', 'by-hand'],
  note: ['sandbox', 'keap', 'zendesk', 'happyfox', 'webhook', 'by-hand'],
  tell: ['sandbox', 'slack', 'webhook', 'by-hand'],
  act: ['sandbox', 'webhook'],
};

export interface Config {
  /** What routes and look-ups may name. */
  accounts: Accounts;
  routes: Record<Way, Route>;
  /** Acts that go another way than `routes.act`, by their names. */
  acts: Record<string, Route>;
  /** Where the systems around a case are looked up before contacts and irreversible acts. */
  lookUps: LookUpConfig;
  /** The name that automatic messages are signed with, by the role that owns the case. */
  owners: Record<string, string>;
  /** Who signs automatic messages: the person who owns the case, where there is one, or always the role. */
  signedBy: 'owner' | 'role';
  /** What stands at the head of letters; null: the name of whoever signs. */
  letterhead: Letterhead | null;
  /** Reports that a schedule may fetch, by their names. */
  reports: Record<string, ReportSource>;
  /** How what comes in is judged, and the mailboxes that are read. */
  inbound: InboundConfig;
  /** When, how often and by what right people are contacted. */
  contactRules: ContactRules;
  /** When a channel counts as failing and is left alone. */
  breaker: BreakerRules;
  /** Hosts in the house to whose private addresses something may be sent (WHK-13). */
  allowPrivate: string[];
  /** Rows of the house that are asked before the error table that ships. */
  errors: Row[];
  /** Backups of the ledger; null: none, undefined: nothing is said. */
  backups?: BackupSettings | null | undefined;
}

/** Without any configuration: nothing real is ever reached. */
export function sandboxConfig(): Config {
  const routes = Object.fromEntries(WAYS.map((way) => [way, { by: 'sandbox' }])) as Record<Way, Route>;
  return {
    accounts: {},
    routes,
    acts: {},
    lookUps: sandboxLookUpConfig(),
    owners: {},
    signedBy: 'owner',
    letterhead: null,
    reports: {},
    inbound: NO_MAILBOXES,
    contactRules: DEFAULT_RULES,
    breaker: USUAL_BREAKER,
    allowPrivate: [],
    errors: [],
  };
}
