import { builtinModules } from 'node:module';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { bundleOfToday } from '../support/bundle.ts';

/** What must never be in workflow code: dates are facts there, texts and personal data are elsewhere (design, idea 7). */
const FORBIDDEN = [
  'luxon',
  'date-holidays',
  'liquidjs',
  'kysely',
  'pg',
  'yaml',
  'nodemailer',
  'fastify',
  'twilio',
];

let code = '';
beforeAll(async () => {
  ({ code } = await bundleOfToday());
}, 60_000);

/** The modules webpack has put into the bundle: path → code. */
function modules(): [path: string, code: string][] {
  return code
    .split('\n/***/ "')
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('"')), part]);
}

const paths = () => modules().map(([path]) => path);
const isOurs = (path: string) => !path.includes('node_modules') && path.endsWith('.ts');

describe('the workflow bundle', () => {
  it('names its modules, so that the rules below can fail', () => {
    expect(paths().some((path) => path.endsWith('workflows/followUp.ts'))).toBe(true);
    expect(paths().some((path) => path.endsWith('domain/program/evolve/evolve.ts'))).toBe(true);
  });

  it.each(FORBIDDEN)('DET-1: does not contain %s', (library) => {
    expect(paths().filter((path) => path.includes(`node_modules/${library}/`))).toEqual([]);
  });

  it('DET-1: contains nothing of ours but workflows, the interpreter and attribute names', () => {
    const strange = paths().filter(
      (path) => isOurs(path) && !/^\.\/(workflows|domain\/program)\//.test(path),
    );
    expect(strange).toEqual([]);
  });

  it('DET-1: requires no Node built-in beyond those the SDK replaces', () => {
    const required = [...code.matchAll(/require\("(?:node:)?([a-z_/]+)"\)/g)].map(([, name]) => name!);
    const allowed = new Set(['assert', 'url', 'util', 'async_hooks']);
    expect(required.filter((name) => builtinModules.includes(name) && !allowed.has(name))).toEqual([]);
  });

  it('DET-1: reads no zone, locale or machine clock in our own code', () => {
    const ours = modules()
      .filter(([path]) => isOurs(path))
      .map(([, part]) => part)
      .join('\n');
    expect(ours).toContain('time-came');
    expect(ours).not.toMatch(/Intl\.|toLocale|performance\.|process\.|Temporal\.(Now|Plain|Zoned)/);
  });

  it('MSG-6: waits with timers only: no start delay keeps a case from hearing a reply', () => {
    expect(code).not.toMatch(/startDelay\s*:|workflowStartDelay\s*:/);
  });
});
