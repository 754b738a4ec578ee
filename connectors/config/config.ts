import type { SmtpSettings } from '../smtp/smtp.ts';
import type { WebhookSettings } from '../webhook/webhook.ts';

/** How a channel leaves the house. */
export type Route =
  | { by: 'sandbox' }
  | { by: 'by-hand' }
  | { by: 'smtp'; settings: SmtpSettings }
  | { by: 'webhook'; settings: WebhookSettings };

/** The ways out; `note` and `act` are the CRM and other systems. */
export const WAYS = ['portal', 'email', 'note', 'act'] as const;
export type Way = (typeof WAYS)[number];

/** What may serve each way. An act by hand would be done long after the evidence for it was read. */
export const ALLOWED: Record<Way, Route['by'][]> = {
  portal: ['sandbox', 'webhook', 'by-hand'],
  email: ['sandbox', 'smtp', 'webhook', 'by-hand'],
  note: ['sandbox', 'webhook', 'by-hand'],
  act: ['sandbox', 'webhook'],
};

export interface Config {
  routes: Record<Way, Route>;
  /** The name that automatic messages are signed with, by the role that owns the case. */
  owners: Record<string, string>;
  /** At most so many attempts to one person in so many days, over all live cases; null: no such cap. */
  perPerson: { attempts: number; days: number } | null;
}

/** Without any configuration: nothing real is ever reached. */
export function sandboxConfig(): Config {
  const routes = Object.fromEntries(WAYS.map((way) => [way, { by: 'sandbox' }])) as Record<Way, Route>;
  return { routes, owners: {}, perPerson: null };
}
