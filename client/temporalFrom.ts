import { readFileSync } from 'node:fs';
import type { ConnectionOptions, TLSConfig } from '@temporalio/client';
import { type ClientConfigProfile, loadClientConfigProfile, toClientOptions } from '@temporalio/envconfig';
import type { TemporalOptions } from './engine.ts';
import { ClientError } from './errors.ts';
import { freshKey, LOOK_MS } from './fresh.ts';
import { freshTls } from './freshTls.ts';
import { withCodec } from './payloads/keys.ts';

/** What says that there is a Temporal; the rest (`TEMPORAL_API_KEY`, `TEMPORAL_TLS…`) says how to reach it. */
const NAMED = ['TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'] as const;
const NAMESPACE = 'followthrough';

/**
 * The Temporal that the environment names, by the variables and the profiles that Temporal's own programs read (SRV-7).
 * Undefined where none is named: a profile file in its usual place alone connects nobody to anything.
 * @param every milliseconds between two looks at files of keys and certificates
 * @throws ClientError FT-CLI-TEMPORAL when what it says is wrong or incomplete: nothing connects on less than was meant
 */
export function temporalFrom(env: NodeJS.ProcessEnv, every = LOOK_MS): TemporalOptions | undefined {
  // A variable without a value, as a container gets where nothing was filled in, says nothing.
  const said = Object.entries(env).filter((each): each is [string, string] => Boolean(each[1]));
  const given = Object.fromEntries(said);
  if (NAMED.every((name) => given[name] === undefined)) return undefined;
  const temporal = reachedBy(given, every);
  return withCodec(temporal, given);
}

function reachedBy(given: Record<string, string>, every: number): TemporalOptions {
  try {
    const profile = profileOf(given);
    const { address, apiKey, tls } = toClientOptions(profile).connectionOptions;
    if (!address) throw new Error('no address is named: set it in the profile, or TEMPORAL_ADDRESS');
    return {
      address,
      namespace: profile.namespace ?? NAMESPACE,
      ...(typeof apiKey === 'string' ? { apiKey } : {}),
      ...(typeof apiKey === 'string' && isOfFile(given)
        ? { freshApiKey: freshKey(apiKey, () => profileOf(given).apiKey, every) }
        : {}),
      ...(tls === undefined || tls === null ? {} : { tls }),
      ...(hasCertificates(tls) ? { freshTls: freshTls(tls, () => certificatesOf(given), every) } : {}),
      ...(profile.grpcMeta === undefined ? {} : { metadata: profile.grpcMeta }),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ClientError('FT-CLI-TEMPORAL', `how to connect to Temporal cannot be told: ${reason}.`);
  }
}

type Tls = ConnectionOptions['tls'];

function hasCertificates(tls: Tls): tls is TLSConfig {
  return typeof tls === 'object' && Boolean(tls?.clientCertPair ?? tls?.serverRootCACertificate);
}

/** Read anew from the files that are named; what is given as data stays what it is. */
function certificatesOf(given: Record<string, string>): TLSConfig {
  const { tls } = toClientOptions(profileOf(given)).connectionOptions;
  if (!hasCertificates(tls)) throw new Error('no certificates are named any more');
  return tls;
}

/** A variable of the environment is the same for as long as its program runs. */
function isOfFile({
  TEMPORAL_API_KEY,
  TEMPORAL_CONFIG_FILE,
  TEMPORAL_PROFILE,
}: Record<string, string>): boolean {
  return TEMPORAL_API_KEY === undefined && Boolean(TEMPORAL_CONFIG_FILE ?? TEMPORAL_PROFILE);
}

function profileOf(given: Record<string, string>): ClientConfigProfile {
  const { TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: name } = given;
  const profile = loadClientConfigProfile({
    overrideEnvVars: given,
    ...(file || name ? { profile: name ?? 'default', configFileStrict: true } : { disableFile: true }),
    // Read here: the loader takes a file that is missing for an empty one, and would connect without its TLS.
    ...(file ? { configSource: { data: readFileSync(file) } } : {}),
  });
  const { tls } = profile;
  if ((tls?.clientCert === undefined) !== (tls?.clientKey === undefined))
    throw new Error('a client certificate and its key go together, and only one of them is named');
  return profile;
}

/** What the SDK's connections take of it, native ones too. */
export function connectionTo({
  address,
  apiKey,
  tls,
  metadata,
}: TemporalOptions): Omit<TemporalOptions, 'namespace' | 'codec' | 'freshApiKey' | 'freshTls'> {
  return {
    address,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(tls === undefined ? {} : { tls }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/** For messages: the address, and how it is reached. */
export function reached({ address, tls }: TemporalOptions): string {
  return tls ? `${address} (with TLS)` : `${address} (without TLS)`;
}
