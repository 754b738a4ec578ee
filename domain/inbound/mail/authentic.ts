import { headersNamed, type Mail } from './mail.ts';

/**
 * Whether the mail comes from where its From says, as a server that we trust has found (RPY-4, RFC 8601).
 * @param trusted how our receiving servers call themselves at the beginning of Authentication-Results; without any nothing
 *   is believed, because a sender can write such a header too
 */
export function isAuthentic(mail: Mail, trusted: readonly string[]): boolean {
  const domain = mail.from?.split('@').pop();
  if (domain === undefined) return false;
  const servers = trusted.map((each) => each.toLowerCase());
  // Servers put theirs on top: the first one that bears a trusted name is theirs, what stands below may be made up.
  const result = headersNamed(mail, 'authentication-results').find((value) =>
    servers.includes(serverIn(value)),
  );
  if (result === undefined) return false;
  const methods = result
    .replace(/\((?:[^()]|\([^()]*\))*\)/g, ' ')
    .split(';')
    .slice(1);
  const dmarc = methods.find((method) => /^\s*dmarc\s*=/i.test(method));
  if (dmarc !== undefined)
    return /^\s*dmarc\s*=\s*pass\b/i.test(dmarc) && aligned(propertyIn(dmarc, 'header.from'), domain);
  return methods.some((method) => {
    if (/^\s*dkim\s*=\s*pass\b/i.test(method))
      return aligned(propertyIn(method, 'header.d') ?? propertyIn(method, 'header.i'), domain);
    if (/^\s*spf\s*=\s*pass\b/i.test(method)) return aligned(propertyIn(method, 'smtp.mailfrom'), domain);
    return false;
  });
}

function serverIn(value: string): string {
  return (/^\s*([^\s;]+)/.exec(value.replace(/\([^()]*\)/g, ' '))?.[1] ?? '').toLowerCase();
}

function propertyIn(method: string, name: string): string | null {
  const escaped = name.replace('.', '\\.');
  const found = new RegExp(`${escaped}\\s*=\\s*"?([^\\s;"]+)`, 'i').exec(method)?.[1];
  return found?.toLowerCase().split('@').pop() ?? null;
}

/** The same domain, or one is below the other. A list of public suffixes would allow more, and we need no more. */
function aligned(found: string | null, domain: string): boolean {
  if (found === null) return false;
  return (
    found === domain || (found.includes('.') && domain.endsWith(`.${found}`)) || found.endsWith(`.${domain}`)
  );
}
