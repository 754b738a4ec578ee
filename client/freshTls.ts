import { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { isDeepStrictEqual } from 'node:util';
import type { TLSConfig } from '@temporalio/client';
import { fresh, LOOK_MS } from './fresh.ts';

const BEGUN = /-----BEGIN [A-Z0-9 ]*CERTIFICATE-----/g;
const CERTIFICATE = new RegExp(`${BEGUN.source}[^-]+-----END [A-Z0-9 ]*CERTIFICATE-----`, 'g');

/** Certificates and their key as the files say now. */
export interface FreshTls {
  /** The same object for as long as the files say the same. */
  now(): TLSConfig;
  /** Why what the files say now cannot be used; null when it is in use. */
  problem(): string | null;
}

/**
 * Certificates that are changed while programs run (SRV-7). A pair that does not match, a file that is half written or
 * cannot be read: the last ones stay in place, and it is tried again.
 * @param first the certificates as they were read at the start
 * @throws Error when those cannot be used
 */
export function freshTls(first: TLSConfig, read: () => TLSConfig, every = LOOK_MS): FreshTls {
  contextOf(first);
  let known = first;
  let problem: string | null = null;
  const usable = () => {
    try {
      const said = read();
      if (!isDeepStrictEqual(said, known)) {
        contextOf(said);
        known = said;
      }
      problem = null;
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    return known;
  };
  return { now: fresh(first, usable, every), problem: () => problem };
}

/** @throws Error when the pair does not match, or anything is not whole */
export function contextOf({ serverRootCACertificate: ca, clientCertPair: pair }: TLSConfig): SecureContext {
  if (ca) requireWhole('the CA', ca);
  if (pair) requireWhole('the client certificate', pair.crt);
  return createSecureContext({
    ...(ca ? { ca: Buffer.from(ca) } : {}),
    ...(pair ? { cert: Buffer.from(pair.crt), key: Buffer.from(pair.key) } : {}),
  });
}

/** Node takes the first half of a file for all of it, and a CA that is none for one that nobody is known by. */
function requireWhole(what: string, pem: Uint8Array): void {
  const text = Buffer.from(pem).toString();
  const whole = (text.match(CERTIFICATE) ?? []).map((each) => new X509Certificate(each));
  if (whole.length === 0 || whole.length !== text.match(BEGUN)?.length)
    throw new Error(`the file of ${what} does not hold whole certificates`);
}
