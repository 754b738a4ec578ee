import { folded } from '../folded.ts';
import { headerOf, type Mail } from './mail.ts';
import { addressIn, fieldGroups } from './reportParts.ts';

/** A message that did not arrive, or has not yet (RPY-7). */
export interface Bounce {
  class: 'bounce-hard' | 'bounce-soft';
  /** Nothing is tried any more: the message has not arrived, whatever is true of the address. */
  final: boolean;
  /** Who did not get it; null: the report does not say. */
  recipient: string | null;
  /** Such as 5.1.1; null: the report does not say. */
  status: string | null;
  /** The Message-ID of what did not arrive. */
  messageId: string | null;
}

/** Reads a report of a mail server; null: it is none. */
export function bounceOf(mail: Mail, envelopeFrom?: string | null): Bounce | null {
  if (mail.deliveryStatus !== null) return fromReport(mail, mail.deliveryStatus);
  return fromDaemon(mail, envelopeFrom);
}

/** RFC 3464: one group about the message, then one a recipient. The worst of them counts. */
function fromReport(mail: Mail, report: string): Bounce | null {
  const groups = fieldGroups(report).filter((fields) => fields.has('action') || fields.has('status'));
  const bounces = groups.flatMap((fields) => {
    const action = (fields.get('action') ?? '').toLowerCase().split(/[\s(;]/)[0] ?? '';
    const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(fields.get('status') ?? '')?.[1] ?? null;
    if (!['failed', 'delayed', ''].includes(action) || status?.startsWith('2')) return [];
    const recipient =
      addressIn(fields.get('original-recipient')) ?? addressIn(fields.get('final-recipient')) ?? null;
    const hard = action !== 'delayed' && (status?.startsWith('5') ?? action === 'failed');
    const kind = hard ? ('bounce-hard' as const) : ('bounce-soft' as const);
    return [{ class: kind, final: action === 'failed' || hard, recipient, status }];
  });
  const worst =
    bounces.find((each) => each.class === 'bounce-hard') ?? bounces.find(({ final }) => final) ?? bounces[0];
  return worst ? { ...worst, messageId: returnedId(mail) } : null;
}

const DAEMON =
  /^(mailer-daemon|postmaster|mail-daemon|double-bounce|bounces?|microsoftexchange[0-9a-f]*)[@+-]/;
const SAYS_FAILED =
  /(undeliver|delivery (status notification|failure|has failed)|mail delivery (failed|system)|returned mail|failure notice|returned to sender|could not be delivered|unzustellbar|zustellung|non remis|non distribu|no se (puede|pudo) entregar|no entregado|onbestelbaar|nedorucitel)/;
const SAYS_LATER =
  /(delayed|warning: message|will (continue|keep) (to )?(try|retry)|temporar|verzoger|zpozden|vertraagd|retarde|demora)/;

/** Servers that write no report: qmail, older Exim and their like. They say so in the words of their subject. */
function fromDaemon(mail: Mail, envelopeFrom?: string | null): Bounce | null {
  const failed = addressIn(headerOf(mail, 'x-failed-recipients')?.split(',')[0]);
  const nobody = envelopeFrom === '' || headerOf(mail, 'return-path') === '<>';
  const daemon = DAEMON.test(mail.from ?? '') || (nobody && mail.from === null);
  const subject = mail.subject
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  if (failed === null && !(daemon && (SAYS_FAILED.test(subject) || SAYS_LATER.test(subject)))) return null;
  const later = SAYS_LATER.test(subject) && !/fail|undeliver/.test(subject);
  const status = /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(mail.text)?.[1] ?? null;
  const soft = later || status?.startsWith('4') === true || isFull(mail.text);
  return {
    class: soft ? 'bounce-soft' : 'bounce-hard',
    final: !later,
    recipient: failed ?? firstAddress(mail.text),
    status,
    messageId: returnedId(mail) ?? idIn(mail.text),
  };
}

function isFull(text: string): boolean {
  return /mailbox (is )?full|over quota|quota exceeded|postfach.{0,20}voll/.test(
    folded(text.slice(0, 3_000)),
  );
}

function firstAddress(text: string): string | null {
  return addressIn(/<([^<>\s@]+@[^<>\s]+)>:?\s*$/m.exec(text.slice(0, 5_000))?.[1]);
}

/** From the copy of the message, or of its headers, that the report gives back. */
export function returnedId(mail: Pick<Mail, 'returned'>): string | null {
  return mail.returned === null ? null : idIn(mail.returned);
}

function idIn(text: string): string | null {
  return /^message-id:\s*(<[^<>\s\p{Cc}\p{Cs}]{1,400}>)/imu.exec(text.slice(0, 64 * 1024))?.[1] ?? null;
}
