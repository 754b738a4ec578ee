import type { Logger } from 'pino';
import type { Followthrough } from '../../client/index.ts';
import { createGateway, listen } from '../../gateway/gateway.ts';
import type { Stops } from './stops.ts';

/** Cases and replies over HTTP, on this machine only. Gives its URL. */
export async function startGateway(
  client: Followthrough,
  port: number,
  log: Logger,
  stops: Stops,
): Promise<string> {
  const gateway = createGateway(client, { logger: log.child({ part: 'gateway' }) });
  stops.add('the gateway', 1_000, () => gateway.close());
  return `http://127.0.0.1:${await listen(gateway, port)}`;
}
