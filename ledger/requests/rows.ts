import type { Generated } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';

export interface Requests {
  caller: string;
  key: string;
  fingerprint: Buffer;
  begun_at: Instant;
  until_at: Instant;
  status: number | null;
  location: string | null;
  body: string | null;
}

export interface Uploads {
  id: string;
  procedure: string;
  variant: string | null;
  list: string;
  begun_by: string;
  begun_at: Instant;
  received_at: Instant | null;
  bytes: Generated<number>;
  import_id: string | null;
  ended_at: Instant | null;
  error_code: string | null;
  error: string | null;
}

export interface UploadParts {
  upload_id: string;
  part: number;
  body: Buffer;
}
