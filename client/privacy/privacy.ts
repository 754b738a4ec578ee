import type { ConfidentialRequest } from '../../ledger/health/confidential.ts';
import type { UnencryptedEntry } from '../../ledger/health/unencrypted.ts';
import type { View } from '../../ledger/health/views.ts';
import type { Context } from '../context.ts';
import {
  type AsksConfidential,
  confidential,
  confidentialRequests,
  endConfidential,
} from './confidential.ts';
import { views } from './views.ts';
import { type SaysUnencrypted, unencrypted, unencryptedWords } from './unencrypted.ts';

/** What patients want to be reached by (LAW-10). */
export interface Privacy {
  /** They know the risk of unencrypted messages and still prefer them, or do so no longer. */
  unencrypted(given: SaysUnencrypted): Promise<{ id: string; address: string }>;
  unencryptedWords(filter?: { address?: string; limit?: number }): Promise<UnencryptedEntry[]>;
  /** They want to be reached at these addresses, and nowhere else. */
  confidential(given: AsksConfidential): Promise<{ id: string; cases: string[] }>;
  confidentialRequests(filter?: { limit?: number }): Promise<ConfidentialRequest[]>;
  endConfidential(id: string, given: { by: string }): Promise<void>;
  /** Who has seen something of a case, newest first. */
  views(caseId: string, filter?: { limit?: number }): Promise<View[]>;
}

export function privacyOf(context: Context): Privacy {
  return {
    unencrypted: (given) => unencrypted(context, given),
    unencryptedWords: (filter) => unencryptedWords(context, filter),
    confidential: (given) => confidential(context, given),
    confidentialRequests: (filter) => confidentialRequests(context, filter),
    views: (caseId, filter) => views(context, caseId, filter),
    endConfidential: (id, given) => endConfidential(context, id, given),
  };
}
