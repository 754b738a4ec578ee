import { isIP } from 'node:net';
import type { Logger } from 'pino';
import type { Followthrough, Judge } from '../../client/index.ts';
import { createGateway, listen } from '../../gateway/gateway.ts';
import type { CodecServer } from '../../gateway/codec.ts';
import type { HookSource } from '../../gateway/hooks/generic.ts';
import { type HookAccounts, hooksOf } from '../../gateway/hooks/all.ts';
import { CommandError } from '../errors.ts';
import type { Stops } from './stops.ts';

export interface HttpOptions {
  port: number;
  /** The address it listens on; absent: only this machine reaches it. */
  host?: string | undefined;
  /** As other machines call it, with protocol: where links in letters lead. */
  publicUrl?: string | undefined;
  /** Addresses or networks of proxies in front, separated by commas. */
  trustedProxies?: string | undefined;
  /** Accounts with vendors that call us. */
  accounts?: HookAccounts | undefined;
  /** Outside systems that send signed webhooks. */
  sources?: readonly HookSource[] | undefined;
  /** Asked before a list or an event opens a case. */
  judge?: Judge | undefined;
  /** What is sealed in Temporal, and where its Web UI is. */
  sealed?: { codec: CodecServer['codec'] | undefined; ui: string | null | undefined };
}

const HERE = /^(localhost|127(\.\d+){3}|::1)$/;

/** The HTTP API. Gives its URL. @throws CommandError when others could reach it and there is no key */
export async function startGateway(
  client: Followthrough,
  {
    port,
    host = '127.0.0.1',
    publicUrl,
    trustedProxies = '',
    accounts = {},
    sources,
    judge,
    sealed,
  }: HttpOptions,
  log: Logger,
  stops: Stops,
): Promise<string> {
  const local = HERE.test(host);
  if (!local && !(await client.hasKeys()))
    throw new CommandError(
      'FT-CMD-NO-KEY',
      `nothing listens on ${host} while there is no key: whoever reaches it could do everything.`,
    );
  const gateway = createGateway(client, {
    logger: log.child({ part: 'gateway' }),
    local,
    hosts: publicUrl ? [new URL(publicUrl).host] : [],
    hooks: hooksOf(accounts, client, { sources, judge }),
    trustedProxies: trustedProxies.split(',').flatMap((each) => each.trim() || []),
    ...(judge ? { judge } : {}),
    ...(sealed?.codec ? { codec: { codec: sealed.codec, origins: originsOf(sealed.ui) } } : {}),
  });
  stops.add('the gateway', 1_000, () => gateway.close());
  const taken = await listen(gateway, port, host);
  const shown = local || host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${isIP(shown) === 6 ? `[${shown}]` : shown}:${taken}`;
}

/** People reach what is on this machine by either name. */
function originsOf(ui: string | null | undefined): string[] {
  if (!ui || !URL.canParse(ui)) return [];
  const { origin } = new URL(ui);
  return [origin, origin.replace('//127.0.0.1:', '//localhost:')];
}
