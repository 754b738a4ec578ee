import { type DkimSettings, isSigningKey } from '../smtp/dkim.ts';
import type { ConfigReader, Place } from './reader.ts';

const DOMAIN = /^(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}$/i;
const SELECTOR = /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*$/i;

/** Reads `dkim:`, the house's own signature on emails. */
export function readDkim(reader: ConfigReader, place: Place | undefined): DkimSettings | undefined {
  if (!place) return undefined;
  const fields = reader.fields(place, ['domain', 'selector', 'key'], ['domain', 'selector', 'key']);
  const domain = reader.text(fields.get('domain'));
  const selector = reader.text(fields.get('selector'));
  // A key in PEM has several lines; an environment file writes them as \n.
  const key = reader.secret(fields.get('key'))?.replaceAll('\\n', '\n');
  if (domain !== undefined && !DOMAIN.test(domain))
    reader.report('FT-CFG-VALUE', fields.get('domain')?.at ?? 0, `"${domain}" is no domain.`);
  if (selector !== undefined && !SELECTOR.test(selector))
    reader.report('FT-CFG-VALUE', fields.get('selector')?.at ?? 0, `"${selector}" is no selector.`);
  if (key !== undefined && !isSigningKey(key)) {
    const says = 'The key of "dkim" must be an RSA private key in PEM.';
    reader.report('FT-CFG-SECRET', fields.get('key')?.at ?? 0, says);
  }
  return domain && selector && key ? { domain, selector, key } : undefined;
}

/**
 * Reads `unsubscribe:`, the address under which readers of emails reach the gateway: with a path, where a proxy passes
 * only that on, and nothing behind it. RFC 8058 wants https.
 */
export function readUnsubscribe(reader: ConfigReader, place: Place | undefined): string | undefined {
  const url = reader.text(place);
  if (url === undefined || isPlainHttps(url)) return url;
  const says = `"${url}" is not an https address, without anything behind its path, under which readers reach the gateway.`;
  reader.report('FT-CFG-URL', place?.at ?? 0, says);
  return undefined;
}

function isPlainHttps(written: string): boolean {
  if (!URL.canParse(written)) return false;
  const { protocol, username, password } = new URL(written);
  return protocol === 'https:' && username + password === '' && !/[?#]/.test(written);
}
