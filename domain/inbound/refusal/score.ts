import { brotliDecompressSync } from 'node:zlib';
import { features } from './features.ts';
import { SCALE, WEIGHTS } from './weights.ts';

let weights: Int8Array | null = null;

/** How much the words sound like a refusal: above 0 more like one than not (the logarithm of the odds). */
export function score(words: readonly string[]): number {
  weights ??= new Int8Array(brotliDecompressSync(Buffer.from(WEIGHTS, 'base64')));
  const found = features(words);
  const sum = found.reduce((so, at) => so + (weights?.[at] ?? 0), 0);
  return (sum * SCALE) / Math.sqrt(found.length);
}
