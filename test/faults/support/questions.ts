import { randomUUID } from 'node:crypto';
import type { OpenCase } from '../../../client/index.ts';

export const DAY_MS = 86_400_000;

/** A question whose one email is due today. */
export function question(given: Partial<OpenCase> = {}): OpenCase {
  const id = randomUUID();
  return {
    procedure: 'one-email',
    source: 'desk',
    id,
    facts: { asked: new Date(Date.now() - 3 * DAY_MS).toISOString(), subject: `the example ${id}` },
    contact: { name: 'Pat Example', email: `pat.${id}@example.com` },
    ...given,
  };
}
