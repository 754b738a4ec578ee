import type { Breaker } from '../breaker/breaker.ts';
import type { Consent } from '../contactRules/consent.ts';
import type { MadeContact } from '../contactRules/counts.ts';
import type { Inconvenient } from '../contactRules/inconvenient.ts';
import type { Instant } from '../program/program.ts';
import type { Status } from '../program/state.ts';
import type { Allowance } from './asked.ts';

/** All that the ledger knows that may speak against a contact or an act, read at one moment. */
export interface Evidence {
  status: Status;
  asOf: Instant;
  /** The case's source, which may have a basis for consent. */
  source: string;
  contact: ContactEvidence;
  /** Replies that nobody has dealt with. */
  replies: string[];
  /** Something of the contact's came in that nobody has dealt with yet, not even the program. */
  unread?: boolean;
  /** Holds, resumptions, withdrawals and conditions met that the workflow has not answered yet, oldest first. */
  pending: { name: string; args: Record<string, unknown> }[];
  /** Why the address is not used; null: it is. */
  suppressed: string | null;
  switchedOff: string | null;
  /** Why it is not known what of the case went out before; null or absent: it is known. */
  doubt?: string | null;
  /** How the channel has failed lately; null or absent: it works. */
  breaker?: Breaker | null;
  /** The newest word of this address on this channel and purpose. */
  consent: Consent | null;
  /** The risk of unencrypted messages was explained to whoever has the address, and they still prefer them. */
  unencrypted?: boolean | null;
  /** The person has asked to be reached elsewhere than at this address. */
  wantedElsewhere?: boolean;
  /** What the person said about when and where not to reach them, as far as it is about this address and channel. */
  inconvenient: Inconvenient[];
  /** For work that is long overdue: what the last minute has seen. Absent: it is not. */
  released?: { sent: number; putOff: number };
  /** Another attempt of this case went out, or may have gone out, on this local day. */
  attemptToday: boolean;
  /** Contacts with the same person in all live cases that count, messages in the portal left out. */
  contacts: MadeContact[];
  /** What people have allowed once for this case and not yet used, or used for this very work. */
  allowances: Allowance[];
  /** The newest message of this round that warned of the act; one that was delivered before others. */
  warning: { acceptedAt: Instant; channel?: string; deliveredAt: Instant | null } | null;
  /**
   * Up to when all mailboxes have been read, null: one never was; and when the first of them has not been for too long. Null or
   * absent: there is none, or the case is a rehearsal.
   */
  mailRead?: { until: Instant | null; dueAt: Instant } | null;
  /** A reply, dealt with or not, that came after that warning. */
  replySinceWarning: boolean;
  approval: { decision: string; revoked: boolean } | null;
}

/** The parts of a contact that rules look at. */
export interface ContactEvidence {
  zone?: string;
  phone?: string;
  address?: { country?: string; region?: string };
  /** Channels the case's source says no to. */
  consent?: Record<string, boolean>;
  /** Known to the case's source: no contact about a debt is wanted, or an attorney speaks for the person. */
  ceaseContact?: boolean;
  attorney?: boolean;
}
