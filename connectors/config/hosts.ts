import type { ConfigReader, Place } from './reader.ts';

const HOST = /^(?:[a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}$|^\[?[0-9a-f:.]+\]?$/i;

/** Reads `allow-private:`, names or numbers of hosts without protocol and port. */
export function readHosts(reader: ConfigReader, place: Place | undefined): string[] {
  if (!place) return [];
  return reader.texts(place).filter((host) => {
    if (HOST.test(host)) return true;
    const says = `"${host}" is no name of a host, such as crm.internal.example.com.`;
    reader.report('FT-CFG-VALUE', place.at, says);
    return false;
  });
}
