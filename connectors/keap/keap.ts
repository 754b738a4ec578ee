import { findCase } from '../../ledger/cases.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { asJson, jsonBytes } from '../asJson.ts';
import { type Api, type ApiAccount, found, openApi } from '../api.ts';
import type { AnyItem, Change, Delivery, OutgoingAct, Port } from '../ports.ts';
import { contactOf, type KeapContact } from './contact.ts';
import { postNote } from './notes.ts';
import type { KeapSettings } from './settings.ts';
import { stopSubscription } from './subscription.ts';
import { keapTokens } from './tokens.ts';

/** What Keap can do of the acts of a procedure. */
export const KEAP_ACTS = ['stop-subscription', 'end-programme'] as const;

export function keapAccount(settings: KeapSettings, ledger: Ledger): ApiAccount {
  const token = keapTokens(ledger, settings);
  const fixed = 'token' in settings.login;
  return {
    over: 'keap',
    base: settings.api,
    authorization: async (refused) => {
      if (refused !== null && fixed) return null;
      return `Bearer ${await token(refused === null ? null : refused.replace(/^Bearer /, ''))}`;
    },
  };
}

/**
 * Notes and acts in Keap. It knows no idempotency keys, so each try looks first whether the one before has arrived: a
 * note by our id in its text, a subscription by its state, a tag by applying it again.
 */
export function keap(settings: KeapSettings, ledger: Ledger): Port<AnyItem> {
  const account = keapAccount(settings, ledger);
  const ready = async ({ id, caseId, body }: Delivery): Promise<Change> => {
    const item = JSON.parse(body.toString('utf8')) as AnyItem;
    const api = openApi(account);
    const contact = await contactOfCase(api, ledger, caseId);
    if (item.verb === 'act') return act(api, settings, contact, item);
    if (item.verb === 'note') return postNote(api, settings, contact, { ...item, id });
    throw found('keap', 'cannot-carry', 'Keap carries no messages to contacts here');
  };
  return {
    connector: 'keap',
    repeatable: true,
    prepare: async (item) => jsonBytes(asJson(item)),
    deliver: async (delivery) => (await ready(delivery))(),
    ready,
  };
}

async function act(
  api: Api,
  settings: KeapSettings,
  contact: KeapContact,
  { name, case: { id } }: OutgoingAct,
): Promise<Change> {
  if (name === 'stop-subscription') return stopSubscription(api, settings, contact, `Followthrough: ${id}`);
  if (name === 'end-programme' && settings.endedTag !== null) {
    const path = `/rest/v2/tags/${settings.endedTag}/contacts:applyTags`;
    return async () => {
      await api.post(path, { contact_ids: [contact.id] });
      return { providerId: null };
    };
  }
  throw found('keap', 'cannot-carry', `Keap is not configured to do ${name}`);
}

/** The contact as the case knows it now: a corrected address counts at once. */
async function contactOfCase(api: Api, ledger: Ledger, caseId: string): Promise<KeapContact> {
  const email = (await findCase(ledger, caseId))?.contact.email;
  if (!email) throw found('keap', 'not-found', 'the case has no email address to find the contact by');
  const contacts = await contactOf(api, email);
  const [contact, another] = contacts;
  if (!contact) throw found('keap', 'not-found', `no contact has the address ${email}`);
  if (another) {
    const ids = contacts.map((each) => each.id).join(', ');
    throw found('keap', 'several', `several contacts have the address ${email}: ${ids}`);
  }
  return contact;
}
