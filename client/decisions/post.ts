import type { Instant } from '../../domain/program/program.ts';
import type { Case } from '../../ledger/schema.ts';

/** A letter to one of our own people. */
export interface Letter {
  id: string;
  case: Case;
  to: string;
  toName: string;
  subject: string;
  text: string;
  at: Instant;
}

/** The way by which letters go out; whoever runs the sweep has the connectors. */
export interface Post {
  connector: string;
  prepare(letter: Letter): Promise<{ mediaType: string; body: Buffer }>;
  /** `again`: the other side may take it later. Never throws for what the other side says. */
  deliver(letter: { id: string; caseId: string; to: string; body: Buffer }): Promise<
    | { taken: true; providerId: string | null }
    | {
        taken: false;
        reason: string;
        detail: string | null;
        again: boolean;
        /** It speaks against the channel, not against the letter. */
        failing?: boolean;
      }
  >;
}
