/**
 * `npm run test:stack`: what docker-compose.yml starts, as programs of this machine, and one pass through it over HTTP
 * with workers and server killed in between. Minutes long the first time, so no part of `npm test`.
 */
import { randomBytes } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { SHIPPED_PROCEDURES } from '../../procedures/library.ts';
import { SOURCE } from '../client/support/endings.ts';
import { proceduresOfToday } from '../faults/support/folder.ts';
import { pass } from './support/pass.ts';
import { openStack, type Stack } from './support/stack.ts';

const say = (line: string) => process.stdout.write(`  ${line}\n`);
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const CONFIG = 'inbound:\n  hooks:\n    portal: { secret: { env: PORTAL_SECRET } }\n';

const begun = Date.now();
const procedures = await proceduresOfToday(SOURCE);
await cp(SHIPPED_PROCEDURES, procedures.path, { recursive: true });
let stack: Stack | null = null;
try {
  stack = await openStack({
    procedures: procedures.path,
    config: CONFIG,
    secrets: { PORTAL_SECRET: SECRET },
    say,
  });
  await pass(stack, SECRET, say);
  say(`done in ${Math.round((Date.now() - begun) / 1_000)} s`);
} catch (error) {
  process.exitCode = 1;
  const { stack: trace, stdout = '' } = error as Error & { stdout?: string };
  process.stderr.write(`${trace}\n${stdout}\n${stack ? stack.logs() : ''}\n`);
} finally {
  await stack?.close();
  await procedures.remove();
}
