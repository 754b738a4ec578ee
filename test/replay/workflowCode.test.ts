import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

/** All that workflow code consists of: the driver and the interpreter. */
const CODE = ['../../workflows', '../../domain/program'].flatMap((folder) => {
  const path = fileURLToPath(new URL(folder, import.meta.url));
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(join(path, name), 'utf8')] as const);
});

const having = (pattern: RegExp) => CODE.filter(([, code]) => pattern.test(code)).map(([name]) => name);

describe('workflow code', () => {
  it('is read, so that the rules below can fail', () => {
    expect(having(/proxyActivities/)).toEqual(['reportIntake.ts', 'work.ts']);
  });

  it('DET-1: builds no date out of local parts and asks for none', () => {
    expect(having(/new Date\([^()]*,/)).toEqual([]);
    expect(having(/\.[gs]et(Hours|Minutes|Day|Date|Month|FullYear|TimezoneOffset)\(/)).toEqual([]);
  });

  it('DET-14: has no local activities, and nothing that runs several activities at once', () => {
    expect(having(/LocalActivit|Promise\.(all|allSettled|any|race)\b/)).toEqual([]);
  });
});
