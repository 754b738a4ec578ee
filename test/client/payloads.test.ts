import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { codecFrom, withCodec } from '../../client/payloads/keys.ts';
import { temporalFrom } from '../../client/temporalFrom.ts';

const [one, other] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const WORDS = { says: 'the words of a case' };

const codec = (keys: string) => codecFrom({ FOLLOWTHROUGH_CODEC_KEYS: keys })!;
const plain = () => defaultPayloadConverter.toPayload(WORDS);
const sealed = async (keys: string) => (await codec(keys).encode([plain()]))[0]!;
const opened = async (keys: string, payload: Payload) =>
  defaultPayloadConverter.fromPayload((await codec(keys).decode([payload]))[0]!);
const textOf = ({ metadata, data }: Payload) =>
  [...Object.values(metadata ?? {}), data ?? []]
    .map((part) => Buffer.from(part).toString('latin1'))
    .join(' ');

describe('SRV-8: a sealed payload', () => {
  test('is read by whoever has the key, and shows nothing but which key that is', async () => {
    const payload = await sealed(`spring:${one}`);
    expect(await opened(`spring:${one}`, payload)).toEqual(WORDS);
    expect(textOf(plain())).toContain('json/plain');
    expect(textOf(payload)).not.toMatch(/json|words|says/);
    expect(textOf(payload)).toContain('binary/encrypted spring');
  });

  test('is never the same twice', async () => {
    const [first, second] = await codec(`spring:${one}`).encode([plain(), plain()]);
    expect(Buffer.from(first!.data!).equals(Buffer.from(second!.data!))).toBe(false);
  });

  test('is read after its key has been replaced by another, which seals from then on', async () => {
    const before = await sealed(`spring:${one}`);
    const rotated = `summer:${other},spring:${one}`;
    expect(await opened(rotated, before)).toEqual(WORDS);
    const after = await sealed(rotated);
    expect(await opened(`summer:${other}`, after)).toEqual(WORDS);
  });

  test('that was changed, anywhere, is refused', async () => {
    const payload = await sealed(`spring:${one}`);
    for (const at of [0, 11, 12, 40, payload.data!.length - 1]) {
      const data = Uint8Array.from(payload.data!);
      data[at]! ^= 1;
      await expect(opened(`spring:${one}`, { ...payload, data })).rejects.toMatchObject({
        code: 'FT-CLI-CODEC',
        message: expect.stringContaining('it was changed'),
      });
    }
    const short = { ...payload, data: payload.data!.subarray(0, 20) };
    await expect(opened(`spring:${one}`, short)).rejects.toMatchObject({ code: 'FT-CLI-CODEC' });
    const renamed = { ...payload, metadata: { ...payload.metadata, 'encryption-key-id': Buffer.from('x') } };
    await expect(opened(`spring:${one},x:${one}`, renamed)).rejects.toMatchObject({ code: 'FT-CLI-CODEC' });
  });

  test('whose key is missing says which one', async () => {
    await expect(opened(`summer:${other}`, await sealed(`spring:${one}`))).rejects.toMatchObject({
      code: 'FT-CLI-CODEC',
      message: expect.stringContaining('"spring", which is not among the keys'),
    });
  });

  test('may stand beside one that was written before there were keys', async () => {
    expect(await opened(`spring:${one}`, plain())).toEqual(WORDS);
  });
});

describe('SRV-8: keys', () => {
  test('are not needed: without them nothing is sealed', () => {
    expect(codecFrom({})).toBeUndefined();
    expect(withCodec({ address: 'a' }, { FOLLOWTHROUGH_CODEC_KEYS: ' ' })).toEqual({ address: 'a' });
  });

  test.each([
    ['spring', 'entry 1 is not ID:KEY'],
    [`spring:${one},`, 'entry 2 is not ID:KEY'],
    [`a b:${one}`, 'entry 1 is not ID:KEY'],
    [`spring:${one}:more`, 'entry 1 is not ID:KEY'],
    [`spring:${randomBytes(16).toString('base64')}`, 'the key "spring" is not 32 bytes'],
    [`spring:${one.slice(0, -2)}!=`, 'the key "spring" is not 32 bytes'],
    [`spring:${one},spring:${other}`, 'the id "spring" is there twice'],
  ])('that cannot be used are refused at the start, without showing them', (keys, because) => {
    const env = { TEMPORAL_ADDRESS: 'temporal:7233', FOLLOWTHROUGH_CODEC_KEYS: keys };
    expect(() => temporalFrom(env)).toThrow(because);
    expect(() => temporalFrom(env)).not.toThrow(one.slice(0, 20));
  });

  test('are shown by nothing that prints the options they are part of', () => {
    const temporal = temporalFrom({
      TEMPORAL_ADDRESS: 'temporal:7233',
      FOLLOWTHROUGH_CODEC_KEYS: `spring:${one}`,
    });
    expect(temporal?.codec).toBeDefined();
    expect(JSON.stringify(temporal)).not.toContain(one.slice(0, 20));
  });
});
