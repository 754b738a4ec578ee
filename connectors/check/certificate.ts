/** What Node says of a certificate, and what a person can do about it. */
const FIXES: Record<string, string> = {
  ...Object.fromEntries(
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ].map((code) => [
      code,
      'Nobody who is trusted here has signed its certificate: name the file with your own authority in NODE_EXTRA_CA_CERTS and start again, see docs/connectors.md.',
    ]),
  ),
  CERT_HAS_EXPIRED: 'Its certificate has expired: have it renewed.',
  CERT_NOT_YET_VALID: 'Its certificate is not valid yet: check the clocks of both machines.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another name: write that name as the host.',
};

/** Null: it is not the certificate that is wrong. */
export function certificateFix(error: unknown): string | null {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && Object.hasOwn(FIXES, code) ? (FIXES[code] ?? null) : null;
}
