import type { LocalDate } from '../calendar/localTime.ts';
import { backOn } from './absence.ts';
import type { InboundClass } from './classes.ts';
import { folded, wordCount } from './folded.ts';
import { isPlainOptOut, keywordOf, keywordOfProvider, type OwnKeywords } from './keywords.ts';
import { automatic } from './mail/automatic.ts';
import { type Bounce, bounceOf } from './mail/bounce.ts';
import type { Mail } from './mail/mail.ts';
import { complaintOf, isChallenge, isReadReceipt, receiptAbout } from './mail/reports.ts';
import { revokes } from './revocation.ts';

export interface Classified {
  class: InboundClass;
  /** What decided, as a code: a header, `keyword`, `phrase`, the kind of trouble. */
  because: string;
  /** For a bounce. */
  bounce?: Bounce;
  /** For a report about one of our messages: its Message-ID and who it went to. */
  about?: { messageId: string | null; recipient: string | null };
  /** For an absence: the first day back. */
  backOn?: LocalDate | null;
}

export interface TextItem {
  text: string;
  /** What the provider takes it for; it wins (RPY-9). */
  optOutType?: string | null | undefined;
  /** Texts to this number are refused at the moment: only then START and YES are consents. */
  optedOut: boolean;
  own?: OwnKeywords;
}

/** The one class of a text message. */
export function classifyText({ text, optOutType, optedOut, own }: TextItem): Classified {
  const said = keywordOfProvider(optOutType);
  const keyword = said ?? keywordOf(text, own);
  const because = said ? 'provider' : 'keyword';
  if (keyword === 'opt-out' || keyword === 'help') return { class: keyword, because };
  if (keyword === 'opt-in') return { class: optedOut || said ? 'opt-in' : 'human-reply', because };
  return byWords(text);
}

/** The one class of what somebody wrote in a portal or another place where only people write. */
export function classifyPost(text: string): Classified {
  return byWords(text);
}

export interface MailItem {
  mail: Mail;
  /** What the person wrote, without quoted text: see replyText.ts. */
  text: string;
  /** As the receiving server had it: empty for reports; absent: it is only known from Return-Path. */
  envelopeFrom?: string | null | undefined;
  /** The local date on which it came. */
  received: LocalDate;
}

/** The one class of an email. What machines write is told first, by what they mark it with; then what a person says. */
export function classifyMail({ mail, text, envelopeFrom, received }: MailItem): Classified {
  // Headers alone, of which nobody knows what stood below them, are no proof of anything.
  if (mail.trouble === 'not-handed-out') return { class: 'unknown', because: mail.trouble };
  const complaint = complaintOf(mail);
  if (complaint) return { class: 'complaint', because: 'feedback-report', about: complaint };
  if (isReadReceipt(mail))
    return {
      class: 'read-receipt',
      because: 'disposition-notification',
      about: { messageId: receiptAbout(mail), recipient: mail.from },
    };
  const bounce = bounceOf(mail, envelopeFrom);
  if (bounce) return { class: bounce.class, because: bounce.status ?? 'report', bounce, about: bounce };
  const found = automatic(mail, envelopeFrom);
  if (isChallenge(mail, found.is !== 'no')) return { class: 'challenge', because: 'challenge' };
  const absence = () => backOn(`${mail.subject}\n${text}`, received);
  if (found.is === 'surely') return { class: 'auto-reply', because: found.because, backOn: absence() };
  if (mail.trouble !== null) return { class: 'unknown', because: mail.trouble };
  const says = byWords(text.trim() === '' ? mail.subject : text);
  if (found.is === 'no') return says;
  // A list or a desk may have added its marks to what a person wrote; a short refusal is taken at its word.
  const refuses = says.class === 'opt-out' && found.because !== 'words' && wordCount(folded(text)) <= 60;
  return refuses ? says : { class: 'unknown', because: found.because, backOn: absence() };
}

function byWords(text: string): Classified {
  if (isPlainOptOut(text)) return { class: 'opt-out', because: 'keyword' };
  if (revokes(text)) return { class: 'opt-out', because: 'phrase' };
  return { class: 'human-reply', because: 'no-mark-of-a-machine' };
}
