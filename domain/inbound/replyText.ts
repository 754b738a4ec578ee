import EmailReplyParser from 'email-reply-parser';

/** The library's expressions take long over long texts; a reply is shorter, and a longer text is shown whole. */
const LONGEST = 20_000;

/** Where the quoted mail begins, in words that the library does not know. */
const QUOTES_FROM = [
  /^[ \t]*.{4,160} napsal(?:\(a\)|a)?:\s*$/m,
  /^El .{4,160}(?:escribió|ha escrito):\s*$/m,
  /^(?:-{2,}|_{2,}) ?(?:Original Message|Ursprüngliche Nachricht|Message d['’]origine|Mensaje original|Oorspronkelijk bericht|Původní zpráva) ?(?:-{2,}|_{2,})?\s*$/im,
  /^_{20,}\s*$/m,
  /^(?:From|Von|De|Van|Od): ?.{3,200}\r?\n(?:.{0,200}\r?\n){0,2}(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Verzonden|Odesláno|To|An|À|Para|Aan|Komu)\s?: /m,
];

/**
 * What the person wrote, without the mail it answers and without a signature, for staff to read and to classify. Never
 * empty unless the mail is: where everything seems quoted, the whole text is given.
 */
export function replyTextOf(text: string): string {
  const plain = text.replace(/\r\n?/g, '\n').trim();
  const own = cutQuotes(plain);
  if (own.length > LONGEST) return own;
  const parsed = new EmailReplyParser().parseReply(own).trim();
  return parsed || own || plain;
}

function cutQuotes(text: string): string {
  const head = text.slice(0, LONGEST * 2);
  const begins = QUOTES_FROM.map((from) => head.search(from)).filter((at) => at > 0);
  return begins.length === 0 ? text : text.slice(0, Math.min(...begins)).trim();
}
