import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { ClientError } from '../errors.ts';

const { Payload: Message } = proto.temporal.api.common.v1;

export interface PayloadKey {
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/** Metadata as in Temporal's own samples, so that other tools know what they see. */
const ENCODING = 'encoding';
const KEY_ID = 'encryption-key-id';
const SEALED = 'binary/encrypted';
const CIPHER = 'aes-256-gcm';
const [NONCE_BYTES, TAG_BYTES] = [12, 16];

const bytes = (text: string) => Uint8Array.from(Buffer.from(text));
const textOf = (value: Uint8Array | null | undefined) => (value ? Buffer.from(value).toString() : '');

/**
 * Seals what Temporal keeps: AES-256-GCM with a random nonce for each payload (SRV-8). The first key seals, each opens.
 * What was written before there were keys is read as it is.
 */
export class SealedPayloads implements PayloadCodec {
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly #first: PayloadKey;

  constructor(keys: readonly [PayloadKey, ...PayloadKey[]]) {
    [this.#first] = keys;
    this.#keys = new Map(keys.map(({ id, key }) => [id, key]));
  }

  async encode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => this.#seal(payload));
  }

  /** @throws ClientError FT-CLI-CODEC when a key is missing, or a payload is not as it was sealed */
  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => this.#open(payload));
  }

  #seal(payload: Payload): Payload {
    const { id, key } = this.#first;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(id));
    const sealed = Buffer.concat([cipher.update(Message.encode(payload).finish()), cipher.final()]);
    return {
      metadata: { [ENCODING]: bytes(SEALED), [KEY_ID]: bytes(id) },
      // Of an array of its own: Temporal's messages take no Buffer that lies in a shared pool.
      data: Uint8Array.from(Buffer.concat([nonce, sealed, cipher.getAuthTag()])),
    };
  }

  #open(payload: Payload): Payload {
    const { metadata, data } = payload;
    if (textOf(metadata?.[ENCODING]) !== SEALED) return payload;
    const id = textOf(metadata?.[KEY_ID]);
    const key = this.#keys.get(id);
    if (!key)
      throw wrong(`a payload in Temporal was sealed with the key "${id}", which is not among the keys.`);
    if (!data || data.length < NONCE_BYTES + TAG_BYTES) throw tampered(id);
    const end = data.length - TAG_BYTES;
    try {
      const decipher = createDecipheriv(CIPHER, key, data.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(id)).setAuthTag(data.subarray(end));
      const plain = Buffer.concat([decipher.update(data.subarray(NONCE_BYTES, end)), decipher.final()]);
      const { metadata: own, data: value } = Message.decode(plain);
      return { metadata: own, data: value };
    } catch {
      throw tampered(id);
    }
  }
}

function tampered(id: string): ClientError {
  return wrong(`a payload in Temporal does not open with the key "${id}": it was changed, or the key was.`);
}

function wrong(message: string): ClientError {
  return new ClientError('FT-CLI-CODEC', message);
}
