import { createPrivateKey } from 'node:crypto';
import { Readable } from 'node:stream';
import DKIM from 'nodemailer/lib/dkim';

/** Signs what goes out as the domain's own (RFC 6376), for a relay that does not. */
export interface DkimSettings {
  domain: string;
  /** The key is published at `<selector>._domainkey.<domain>`. */
  selector: string;
  /** PEM. */
  key: string;
}

/** What a forger would change; RFC 8058 wants both headers of the link to unsubscribe among them. */
const SIGNED = [
  'From',
  'Sender',
  'Reply-To',
  'Subject',
  'Date',
  'Message-ID',
  'To',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'In-Reply-To',
  'References',
  'Auto-Submitted',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
].join(':');

/** The email with its signature in front. Done once, before the bytes are stored: every try sends the same ones. */
export async function signedByDomain(raw: Buffer, { domain, selector, key }: DkimSettings): Promise<Buffer> {
  const signer = new DKIM({
    domainName: domain,
    keySelector: selector,
    privateKey: key,
    headerFieldNames: SIGNED,
  });
  // As the wire has it: a line end that is changed on the way would break the signature.
  const wire = Buffer.from(raw.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
  const chunks: Buffer[] = [];
  for await (const chunk of signer.sign(Readable.from([wire])) as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Whether a text is a private key that can sign: an RSA key in PEM. */
export function isSigningKey(text: string): boolean {
  try {
    return createPrivateKey(text).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
