import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The address leads where no message of ours may go. */
export class AddressBlocked extends Error {
  override readonly name = 'AddressBlocked';
}

/** What the whole of the internet can reach over IPv6; everything else there is for special uses. */
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an IP address is one of the public internet, however it is written: `::ffff:127.0.0.1` is 127.0.0.1. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const found = ipaddr.process(address);
  if (found.range() !== 'unicast') return false;
  return found.kind() === 'ipv4' || (found as ipaddr.IPv6).match(GLOBAL_V6);
}

/** Whether a URL's host is this machine, by name or by number. */
function isHere(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

/**
 * The guard of one request (WHK-13): https only, and no address inside a private network, looked at when the connection
 * is made, so that a name that leads elsewhere by then helps nobody. Whoever writes http:// and this very machine means
 * it: that, and nothing else, needs no https.
 * @param allowPrivate hosts in the house that may have private addresses
 * @returns how names are looked up for the connection
 * @throws AddressBlocked for an address that is none from the start
 */
export function guarded(url: URL, allowPrivate: readonly string[] = []): LookupFunction {
  const host = bare(url.hostname);
  const here = url.protocol === 'http:' && isHere(url.hostname);
  const inHouse = here || allowPrivate.some((each) => bare(each.toLowerCase()) === host);
  if (url.protocol !== 'https:' && !here)
    throw new AddressBlocked(`${url.protocol}//${url.host} is not https.`);
  // A number is connected to without a look-up.
  if (isIP(host) > 0 && !inHouse && !isPublic(host)) throw new AddressBlocked(`${host} is not public.`);
  return (hostname, options, done) =>
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0);
      const wrong = found.find(({ address }) => !(here ? isLoopback(address) : inHouse || isPublic(address)));
      const [first] = found;
      if (wrong || !first) {
        const says = wrong ? `leads to ${wrong.address}, which is not public.` : 'has no address.';
        return done(new AddressBlocked(`${hostname} ${says}`), '', 0);
      }
      return options.all ? done(null, found) : done(null, first.address, first.family);
    });
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}

/** Without the brackets of an IPv6 address and the dot at the end of a full name. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}
