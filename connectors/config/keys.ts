import { isSeq, type Node } from 'yaml';
import type { Secrets } from '../webhook/sign.ts';
import type { ConfigReader, Place } from './reader.ts';

/** Reads the secret of a webhook, or a list of them while it is changed. Undefined: there is a problem, which was reported. */
export function readKeys(reader: ConfigReader, place: Place | undefined): Secrets | undefined {
  if (!place) return undefined;
  if (!isSeq<Node>(place.node)) return readKey(reader, place);
  const { items } = place.node;
  if (items.length === 0)
    reader.report('FT-CFG-SECRET', place.at, `"${place.name}" needs a secret at least.`);
  const keys = items.flatMap(
    (node) => readKey(reader, { ...place, node, at: node.range?.[0] ?? place.at }) ?? [],
  );
  return keys.length > 0 && keys.length === items.length ? keys : undefined;
}

function readKey(reader: ConfigReader, place: Place): string | undefined {
  const secret = reader.secret(place);
  if (secret === undefined || isKey(secret)) return secret;
  const says = 'The secret of a webhook is "whsec_" and 24 to 64 bytes in base64.';
  reader.report('FT-CFG-SECRET', place.at, says);
  return undefined;
}

function isKey(secret: string): boolean {
  const base64 = secret.replace(/^whsec_/, '');
  const { length } = Buffer.from(base64, 'base64');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) && base64.length % 4 === 0 && length >= 24 && length <= 64;
}

/**
 * Reads one secret, or a list of them while one takes the place of another. Never empty, unless a problem was reported:
 * without a secret nobody could tell a call from a forged one.
 */
export function readSecrets(reader: ConfigReader, place: Place | undefined): string[] {
  if (!place) return [];
  if (!isSeq<Node>(place.node)) return [reader.secret(place) ?? []].flat();
  const { items } = place.node;
  if (items.length === 0) reader.report('FT-CFG-VALUE', place.at, `"${place.name}" needs at least one.`);
  return items.flatMap((node) => reader.secret({ ...place, node, at: node.range?.[0] ?? place.at }) ?? []);
}
