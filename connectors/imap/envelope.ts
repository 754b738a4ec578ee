import type { MessageAddressObject, MessageEnvelopeObject } from 'imapflow';

/** The headers of a message as the server's index has them: enough to tell whose it is. */
export function headOfEnvelope(envelope: MessageEnvelopeObject): Uint8Array {
  const { subject, messageId, inReplyTo, from, to, cc } = envelope;
  const lines = [
    line('From', addresses(from)),
    line('To', addresses(to)),
    line('Cc', addresses(cc)),
    line('Subject', subject),
    line('Message-ID', messageId),
    line('In-Reply-To', inReplyTo),
  ];
  return Buffer.from(lines.join(''));
}

/** Whatever stands in it, it is one line. */
function line(name: string, value: string | undefined): string {
  const written = value?.replace(/\p{Cc}+/gu, ' ').trim();
  return written ? `${name}: ${written}\r\n` : '';
}

/** Without their names, which may hold anything. */
function addresses(all: MessageAddressObject[] | undefined): string {
  return (all ?? []).flatMap(({ address }) => (address ? [`<${address}>`] : [])).join(', ');
}
