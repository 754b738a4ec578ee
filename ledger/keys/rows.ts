import type { ColumnType } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';

type MaybeTime = ColumnType<Instant | null, Instant | null | undefined, Instant | null>;

/** What a key may be used for: opening cases, delivering replies, working as a person, looking after the installation. */
export const SCOPES = ['intake', 'reply', 'staff', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export interface ApiKeys {
  id: string;
  hash: Buffer;
  name: string;
  scopes: Scope[];
  person: string | null;
  source: string | null;
  created_at: Instant;
  created_by: string;
  expires_at: MaybeTime;
  last_used_at: MaybeTime;
  revoked_at: MaybeTime;
  revoked_by: ColumnType<string | null, string | null | undefined, string | null>;
}
