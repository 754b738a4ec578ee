import type { Ledger } from '../../ledger/connect.ts';
import type { EmailSeen, Looked, LookUpName } from '../../domain/verify/answers.ts';
import { notUnderstood, openApi } from '../api.ts';
import { ConnectorError } from '../errors/connectorError.ts';
import type { LookUpPort, Question } from '../lookups/port.ts';
import { contactOf } from './contact.ts';
import { filterOf, listed } from './filter.ts';
import { keapAccount } from './keap.ts';
import type { KeapSettings } from './settings.ts';

/** In milliseconds. A look-up stands between a step that is due and its choice. */
const LIMIT = 9_000;

/** What Keap can be asked. */
export const KEAP_LOOK_UPS = ['email-opens'] as const satisfies LookUpName[];

/**
 * Whether mail to the contact was opened. Keap keeps one time of opening a mail, so only "opened" and "not opened yet"
 * can be told, and of mail that others sent nothing: that is unknown, as is a contact to whom no mail went at all.
 */
export function keapLookUps(settings: KeapSettings, ledger: Ledger): LookUpPort {
  const account = keapAccount(settings, ledger);
  return {
    connector: 'keap',
    async look<Name extends LookUpName>(question: Question<Name>): Promise<Looked<Name>> {
      if (question.name !== 'email-opens') return { readable: false, why: 'by-hand' };
      const { client, since, at } = question;
      if (client.email === null) return { readable: true, known: false };
      try {
        const api = openApi(account, LIMIT);
        const [contact, another] = await contactOf(api, client.email);
        if (!contact) return { readable: true, known: false };
        // Whose mail was opened cannot be told.
        if (another) return { readable: false, why: 'answer-not-understood' };
        const query = {
          filter: filterOf({ contact_id: contact.id, start_created_time: new Date(since).toISOString() }),
        };
        const mails = await listed<Mail>(api, '/rest/v2/emails', 'emails', query);
        const messages = mails.filter((mail) => isTo(mail, client.email)).map(seen);
        if (contact.bounces) messages.push({ at, state: 'not-received' });
        return { readable: true, known: true, matchedBy: 'email', data: { messages } as never };
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        return { readable: false, why: whyNot(error) };
      }
    },
  };
}

interface Mail {
  sent_to_address?: string;
  sent_time?: string;
  opened_time?: string;
  clicked_time?: string;
  original_provider?: string;
}

/** A synchronised mailbox also brings the contact's own mail. */
function isTo({ sent_to_address: to }: Mail, email: string | null): boolean {
  return to === undefined || to.trim().toLowerCase() === email?.trim().toLowerCase();
}

function seen({
  sent_time: sent,
  opened_time: opened,
  clicked_time: clicked,
  original_provider: by,
}: Mail): EmailSeen {
  const at = Date.parse(sent ?? '');
  if (!Number.isFinite(at)) throw notUnderstood('keap');
  if (opened || clicked) return { at, state: 'opened' };
  return { at, state: by === undefined || by === 'INFUSIONSOFT' ? 'not-opened' : 'unknown' };
}

function whyNot({ verdict, signal }: ConnectorError): 'unreachable' | 'refused' | 'answer-not-understood' {
  if (signal.status === 200) return 'answer-not-understood';
  return verdict.class === 'retry' ? 'unreachable' : 'refused';
}
