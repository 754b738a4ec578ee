import type { Instant } from '../../domain/program/program.ts';

export interface VendorTokens {
  vendor: string;
  begun_with: string;
  generation: number;
  sealed: Buffer;
  changed_at: Instant;
}
