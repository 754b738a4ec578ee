import type { PayloadCodec } from '@temporalio/common';
import { ClientError } from '../errors.ts';
import { type PayloadKey, SealedPayloads } from './codec.ts';

export const CODEC_KEYS = 'FOLLOWTHROUGH_CODEC_KEYS';

const KEY_BYTES = 32;
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/**
 * What seals payloads, by the keys that the environment names: `id:key,older:key`, each key 32 bytes in base64. None are
 * named: nothing is sealed.
 * @throws ClientError FT-CLI-CODEC; its message holds no key
 */
export function codecFrom(env: NodeJS.ProcessEnv): PayloadCodec | undefined {
  const said = env[CODEC_KEYS]?.trim();
  if (!said) return undefined;
  const [first, ...older] = said.split(',').map(readKey);
  if (!first) return undefined;
  const keys = [first, ...older] as const;
  const twice = keys.find(({ id }, at) => keys.findIndex((each) => each.id === id) !== at);
  if (twice) throw wrong(`the id "${twice.id}" is there twice`);
  return new SealedPayloads([first, ...older]);
}

/** The same system, with payloads sealed as the environment says. */
export function withCodec<T extends object>(temporal: T, env: NodeJS.ProcessEnv): T & Sealing {
  const codec = codecFrom(env);
  return codec === undefined ? temporal : { ...temporal, codec };
}

export interface Sealing {
  /** Seals what Temporal keeps; absent: it is kept as it is. */
  codec?: PayloadCodec;
}

function readKey(entry: string, at: number): PayloadKey {
  const parts = entry.trim().split(':');
  const [id = '', key = ''] = parts;
  const which = `entry ${at + 1}`;
  if (!ID.test(id) || parts.length !== 2) throw wrong(`${which} is not ID:KEY`);
  if (!BASE64.test(key) || Buffer.from(key, 'base64').length !== KEY_BYTES)
    throw wrong(`the key "${id}" is not ${KEY_BYTES} bytes in base64`);
  return { id, key: Buffer.from(key, 'base64') };
}

function wrong(what: string): ClientError {
  return new ClientError('FT-CLI-CODEC', `${CODEC_KEYS} cannot be used: ${what}.`);
}
