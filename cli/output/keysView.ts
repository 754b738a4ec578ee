import type { Key } from '../../client/index.ts';
import { table } from './table.ts';
import { ownZone, short } from './times.ts';

const HEAD = ['key', 'name', 'for', 'whose', 'until', 'last used'];

/** Keys as a table, times in the reader's own zone. */
export function keysTable(keys: Key[], width: number): string {
  const rows = keys.map((key) => [
    key.id,
    key.name,
    key.scopes.join(', '),
    key.person ?? key.source ?? 'any system',
    untilWords(key),
    key.lastUsedAt === null ? 'never' : short(key.lastUsedAt, ownZone()),
  ]);
  return table(rows, width, HEAD);
}

function untilWords({ expiresAt, revokedAt, revokedBy }: Key): string {
  if (revokedAt !== null) return `revoked by ${revokedBy} ${short(revokedAt, ownZone())}`;
  return expiresAt === null ? 'for ever' : short(expiresAt, ownZone());
}
