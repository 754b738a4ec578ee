/** How it was found which case an inbound item belongs to, the surest first (RPY-2). */
export type MatchedBy = 'named' | 'token' | 'thread' | 'tag' | 'sender';

/** A case that a clue leads to. */
export interface Lead {
  caseId: string;
  open: boolean;
  /** Our message that is answered or reported on; null: the clue names the case alone. */
  messageId: string | null;
  /** Who that message went to. */
  recipient: string | null;
}

/** What the ledger knows of the clues of an item. */
export interface Leads {
  /** The other side names the case itself: a portal's thread, a signed webhook. */
  named: Lead | null;
  /** By a genuine token in an address it came to. */
  token: Lead | null;
  /** By the Message-IDs that it refers to, the nearest first. */
  thread: Lead[];
  /** Open cases of the sender's address. */
  ofSender: { caseId: string; occurrence: string }[];
  /** Words in brackets in the subject, such as "[#10234]". */
  tags: string[];
}

export type Match =
  | { to: 'case'; caseId: string; by: MatchedBy; lead: Lead | null }
  /** All open cases of the address stand still until a person says whose it is (RPY-12). */
  | { to: 'address'; cases: string[]; lead: Lead | null }
  | { to: 'nobody' };

/**
 * Where an item belongs, in the order of RPY-2. A subject alone never matches. What answers a case that is over, from an
 * address that waits in others, may be meant for any of them: all of them stand still.
 */
export function match({ named, token, thread, ofSender, tags }: Leads): Match {
  const sure = leadBy('named', named) ?? leadBy('token', token) ?? leadBy('thread', thread[0] ?? null);
  if (sure && (sure.lead.open || ofSender.length === 0))
    return { to: 'case', caseId: sure.lead.caseId, by: sure.by, lead: sure.lead };
  const cases = ofSender.map(({ caseId }) => caseId);
  if (sure) return { to: 'address', cases, lead: sure.lead };
  const tagged = ofSender.filter(({ occurrence }) => tags.includes(occurrence.toLowerCase()));
  const [only, ...more] = tagged.length === 1 ? tagged : ofSender;
  if (only && more.length === 0) {
    const by = tagged.length === 1 ? 'tag' : 'sender';
    return { to: 'case', caseId: only.caseId, by, lead: null };
  }
  return cases.length > 0 ? { to: 'address', cases, lead: null } : { to: 'nobody' };
}

function leadBy(by: MatchedBy, lead: Lead | null): { by: MatchedBy; lead: Lead } | null {
  return lead ? { by, lead } : null;
}

/** The tags in a subject: what stands in brackets, with or without #. */
export function tagsIn(subject: string): string[] {
  const found = subject.slice(0, 1_000).matchAll(/\[#?([A-Za-z0-9][A-Za-z0-9._-]{1,59})\]/g);
  return [...found].map((tag) => (tag[1] ?? '').toLowerCase());
}
