import type { MailboxSettings } from '../imap/settings.ts';
import { type InboundRules, USUAL_INBOUND_RULES } from '../../ledger/inbox/rules.ts';
import { readKeys } from './keys.ts';
import type { ConfigReader, Place } from './reader.ts';

/** How what comes in is judged, and the mailboxes that are read. */
export interface InboundConfig {
  rules: InboundRules;
  mailboxes: MailboxSettings[];
  /** What is read by itself, and was not for so long, is named as unread; where it is read more rarely, after two turns. */
  unreadMinutes: number;
  /** Outside systems that send signed webhooks. */
  hooks: HookSettings[];
}

export interface HookSettings {
  source: string;
  /** Any of them is right, while they are changed. */
  secrets: readonly string[];
}

export const NO_MAILBOXES: InboundConfig = {
  rules: USUAL_INBOUND_RULES,
  mailboxes: [],
  unreadMinutes: 15,
  hooks: [],
};

const KEYS = ['trusts', 'out-of-office', 'opt-out-words', 'mailboxes', 'unread-minutes', 'hooks'] as const;
const MAILBOX = ['host', 'port', 'security', 'user', 'password', 'folders', 'sweep-seconds'] as const;
const NAME = /^[a-z][a-z0-9-]{0,49}$/;

/** Reads `inbound:`. */
export function readInbound(reader: ConfigReader, place: Place | undefined): InboundConfig {
  if (!place) return NO_MAILBOXES;
  const fields = reader.fields(place, KEYS);
  const [trusts, words, mailboxes] = [
    fields.get('trusts'),
    fields.get('opt-out-words'),
    fields.get('mailboxes'),
  ];
  const away = reader.word(fields.get('out-of-office'), ['postpone', 'ignore'] as const);
  return {
    rules: {
      trusts: trusts ? reader.texts(trusts) : [],
      outOfOffice: away ?? USUAL_INBOUND_RULES.outOfOffice,
      optOutWords: words ? reader.texts(words) : [],
    },
    mailboxes: mailboxes
      ? [...reader.fields(mailboxes, null)].flatMap(([name, each]) => readMailbox(reader, name, each) ?? [])
      : [],
    unreadMinutes: reader.whole(fields.get('unread-minutes'), 1, 1_440) ?? NO_MAILBOXES.unreadMinutes,
    hooks: readHooks(reader, fields.get('hooks')),
  };
}

/** By the name of the outside system, as cases have it as their source. */
function readHooks(reader: ConfigReader, place: Place | undefined): HookSettings[] {
  const named = place ? [...reader.fields(place, null)] : [];
  return named.flatMap(([source, each]) => {
    if (!NAME.test(source)) {
      const says = `"${source}" cannot name an outside system: use lower-case letters, digits and -.`;
      reader.report('FT-CFG-VALUE', each.at, says);
    }
    const secret = readKeys(reader, reader.fields(each, ['secret'], ['secret']).get('secret'));
    return secret === undefined ? [] : [{ source, secrets: [secret].flat() }];
  });
}

function readMailbox(reader: ConfigReader, name: string, place: Place): MailboxSettings | undefined {
  if (!NAME.test(name))
    reader.report(
      'FT-CFG-VALUE',
      place.at,
      `"${name}" cannot name a mailbox: use lower-case letters, digits and -.`,
    );
  const fields = reader.fields(place, MAILBOX, ['host', 'user', 'password']);
  const host = reader.text(fields.get('host'));
  const port = reader.whole(fields.get('port'), 1, 65_535) ?? 993;
  const security =
    reader.word(fields.get('security'), ['tls', 'starttls', 'none'] as const) ??
    (port === 993 ? 'tls' : 'starttls');
  const user = reader.text(fields.get('user'));
  const password = reader.secret(fields.get('password'));
  const folders = fields.get('folders');
  const sweepSeconds = reader.whole(fields.get('sweep-seconds'), 5, 3_600) ?? 120;
  const here = host === 'localhost' || host === '127.0.0.1' || host === '::1';
  if (security === 'none' && host !== undefined && !here) {
    const says = 'A password must not cross the wire in the open: use tls or starttls.';
    reader.report('FT-CFG-VALUE', fields.get('security')?.at ?? place.at, says);
  }
  if (host === undefined || user === undefined || password === undefined) return undefined;
  reader.partner(place, host.toLowerCase());
  const named = folders ? reader.texts(folders) : ['INBOX'];
  return { name, host, port, security, user, password, folders: named, sweepSeconds };
}
