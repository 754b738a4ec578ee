import { type Answer, exchange, HTTP_TIMEOUTS, type Timeouts } from '../http.ts';

export { type Answer, HTTP_TIMEOUTS, type Timeouts };

/**
 * One POST on a connection of its own: see `exchange`.
 * @param allowPrivate hosts in the house that may have private addresses
 * @throws ConnectorError when there was no whole answer; it says whether the request may have arrived
 */
export function post(
  url: URL,
  body: Buffer,
  headers: Record<string, string>,
  timeouts: Timeouts = HTTP_TIMEOUTS,
  allowPrivate: readonly string[] = [],
): Promise<Answer> {
  return exchange(url, { method: 'POST', body, headers, timeouts, allowPrivate });
}
