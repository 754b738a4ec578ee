import { type ContactRules, DEFAULT_RULES } from '../../domain/contactRules/contactRules.ts';
import type { Letterhead } from '../../domain/statement/letterhead.ts';
import type { Row } from '../errors/rows.ts';
import type { SmtpSettings } from '../smtp/smtp.ts';
import type { WebhookSettings } from '../webhook/webhook.ts';
import type { Accounts } from './accounts.ts';
import type { ReportSource } from './reports.ts';
import { type InboundConfig, NO_MAILBOXES } from './inbound.ts';
import { type LookUpConfig, sandboxLookUpConfig } from './lookUps.ts';

/** How a channel leaves the house. */
export type Route =
  | { by: 'sandbox' }
  | { by: 'by-hand' }
  | { by: 'smtp'; settings: SmtpSettings }
  | { by: 'webhook'; settings: WebhookSettings };

/** The ways out; `note` and `act` are the CRM and other systems, `tell` reaches the house's own people. */
export const WAYS = ['portal', 'email', 'text', 'note', 'tell', 'act'] as const;
export type Way = (typeof WAYS)[number];

/** What may serve each way. An act by hand would be done long after the evidence for it was read. */
export const ALLOWED: Record<Way, Route['by'][]> = {
  portal: ['sandbox', 'webhook', 'by-hand'],
  email: ['sandbox', 'smtp', 'webhook', 'by-hand'],
  text: ['sandbox', 'webhook', 'by-hand'],
  note: ['sandbox', 'webhook', 'by-hand'],
  tell: ['sandbox', 'webhook', 'by-hand'],
  act: ['sandbox', 'webhook'],
};

export interface Config {
  /** What routes and look-ups may name. */
  accounts: Accounts;
  routes: Record<Way, Route>;
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
  /** Rows of the house that are asked before the error table that ships. */
  errors: Row[];
}

/** Without any configuration: nothing real is ever reached. */
export function sandboxConfig(): Config {
  const routes = Object.fromEntries(WAYS.map((way) => [way, { by: 'sandbox' }])) as Record<Way, Route>;
  return {
    accounts: {},
    routes,
    lookUps: sandboxLookUpConfig(),
    owners: {},
    signedBy: 'owner',
    letterhead: null,
    reports: {},
    inbound: NO_MAILBOXES,
    contactRules: DEFAULT_RULES,
    errors: [],
  };
}
