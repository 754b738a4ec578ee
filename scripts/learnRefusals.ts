/**
 * Learns what a refusal sounds like from the phrases under test/inbound/corpus and writes the weights of
 * domain/inbound/refusal. The same phrases give the same weights. Never reads the phrases under unseen/, which measure it.
 * With --bars it writes nothing and says what each bar would do to phrases that were left out of the learning.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { MEANINGS } from '../domain/inbound/refusal/meanings.ts';
import { taught } from '../test/inbound/corpus/taught.ts';
import { crossValidated } from './refusals/crossValidate.ts';
import { learn } from './refusals/learn.ts';

const phrases = taught();
if (process.argv.includes('--bars')) {
  process.stdout.write(crossValidated(phrases));
} else {
  const weights = learn(phrases);
  const largest = weights.reduce((so, weight) => Math.max(so, Math.abs(weight)), 0);
  const scale = largest / 127;
  const rounded = Int8Array.from(weights, (weight) => Math.round(weight / scale));
  const packed = brotliCompressSync(Buffer.from(rounded.buffer), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 },
  });
  const from = createHash('sha256')
    .update(JSON.stringify([phrases, MEANINGS]))
    .digest('hex')
    .slice(0, 16);
  writeFileSync(
    fileURLToPath(new URL('../domain/inbound/refusal/weights.ts', import.meta.url)),
    `/** Written by "npm run learn:refusals"; not to be edited. One signed byte a place, packed by brotli; times SCALE. */
export const WEIGHTS =
  '${packed.toString('base64')}';
export const SCALE = ${scale};
/** Of the phrases and meanings that it was learned from. */
export const LEARNED_FROM = '${from}';
`,
  );
  process.stdout.write(`${phrases.length} phrases, ${Math.round(packed.length / 1024)} KiB\n`);
}
