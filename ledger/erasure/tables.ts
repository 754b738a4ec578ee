import type { Schema } from '../schema.ts';

/** By what right rows of an erased person stay. */
export interface Right {
  because: string;
  /** Years; null: as long as the installation is in use. */
  years: number | null;
}

/** Why a column that can hold words needs no erasure. */
export type Harmless =
  /** An id, a hash or a word of our own that names nobody outside. */
  | 'ours'
  /** What the house says of itself: its procedures, settings, staff. */
  | 'house'
  /** Goes with its row, whichever that is. */
  | 'passing'
  /** The law wants it kept: see `right`. */
  | 'law';

/** What becomes of a person's rows in one table. Conditions see the temporary tables of `select.ts`. */
export interface Fate {
  table: keyof Schema | 'migrations';
  /** The condition that finds the person's rows. Absent: there are none. */
  of?: string;
  /** `gone`: the rows are removed. Columns and what they are set to: the rows stay without the person. Absent: as they are. */
  becomes?: 'gone' | Record<string, string>;
  /** For rows that stay. */
  right?: Right;
  /** Every other column of texts, JSON or bytes, where rows stay. */
  harmless?: Record<string, Harmless>;
}

const IN_CASES = 'case_id in (select id from erase_cases)';
const IN_TASKS = 'task in (select id from erase_tasks)';
const IN_INTENTS = 'intent_id in (select id from erase_intents)';
const IN_ADDRESSES = 'address in (select address from erase_addresses)';
const named = (...columns: string[]) =>
  `exists (select from erase_patterns p where ${columns.map((column) => `${column} ~* p.pattern`).join(' or ')})`;
const OF_ACCOUNT = '(source, customer) in (select source, customer from erase_accounts)';

/** What names its customers by their number, because the books do. */
export const ACCOUNTING: Right = {
  because:
    'Invoices, payments and how they were asked for are books of account. They hold no name and no address, and the words of a dispute are removed.',
  years: 10,
};
const PROOF: Right = {
  because:
    'Proof of consent and of each "no", under a keyed hash in place of the address, without its words.',
  years: 5,
};
const AUDIT: Right = {
  because:
    'Who looked at health data, and who explained which risk, under a keyed hash in place of the person.',
  years: 6,
};
const ADDED: Right = {
  because: 'How many rows a list had and what became of each; not whose they were.',
  years: null,
};

const gone = (table: Fate['table'], of: string): Fate => ({ table, of, becomes: 'gone' });
const nothing = (table: Fate['table'], harmless: Record<string, Harmless>): Fate => ({ table, harmless });

/**
 * Every table of the ledger, in the order in which an erasure goes through them: what refers comes before what it refers
 * to. A test compares it with the database, so that no new table and no new column is forgotten (LAW-11).
 */
export const FATES: readonly Fate[] = [
  gone('edited_words', IN_CASES),
  gone('slack_cards', IN_TASKS),
  gone('slack_calls', IN_TASKS),
  gone('phone_calls', IN_CASES),
  gone('carrier_reports', IN_INTENTS),
  gone('replays', IN_INTENTS),
  gone('webhook_tries', IN_CASES),
  gone('outbox', IN_CASES),
  gone('confirmations', `${IN_ADDRESSES} or ${IN_INTENTS}`),
  gone('tasks', IN_CASES),
  gone('decisions', IN_CASES),
  gone('contacts_made', IN_CASES),
  gone('allowances', IN_CASES),
  gone('look_ups', IN_CASES),
  gone('remarks', IN_CASES),
  gone('discrepancies', IN_CASES),
  gone('contact_changes', IN_CASES),
  gone('scripted_answers', IN_CASES),
  gone('rehearsals', IN_CASES),
  gone('statement_reviews', IN_CASES),
  gone('commands', IN_CASES),
  gone('approvals', IN_CASES),
  gone('timeline', IN_CASES),
  gone('standings', IN_CASES),
  gone('doubts', IN_CASES),
  // Before what came in: words of the person may stand as the refusal of somebody else, whose address stays.
  {
    table: 'consents',
    of: `${IN_ADDRESSES} or inbox in (select id from inbound where ${IN_CASES}) or inbox in (select id from inbox where ${IN_CASES})`,
    becomes: {
      id: "case when starts_with(id, 'suppression:') then gen_random_uuid()::text else id end",
      address: `case when ${IN_ADDRESSES} then 'erased:' || (erasure_marks('address:' || address))[1] else address end`,
      evidence: "case when evidence is not null then 'erased' end",
    },
    right: PROOF,
    harmless: {
      channel: 'ours',
      purpose: 'ours',
      reason: 'ours',
      source: 'law',
      wording: 'law',
      inbox: 'ours',
      recorded_by: 'house',
    },
  },
  gone('inbound', `${IN_CASES} or ${IN_ADDRESSES}`),
  gone('inbox', `${IN_CASES} or ${IN_ADDRESSES}`),
  gone('intents', IN_CASES),
  gone(
    'contents',
    `hash in (select hash from erase_contents) and not exists (select from intents i where i.content_hash = contents.hash)
      and not exists (select from inbox b where b.content_hash = contents.hash)`,
  ),
  gone('requests', named('key', 'location', 'body')),
  gone('suppressions', IN_ADDRESSES),
  gone('lifted_suppressions', IN_ADDRESSES),
  gone('inconvenient', IN_ADDRESSES),
  {
    table: 'unencrypted',
    of: IN_ADDRESSES,
    becomes: { address: "'erased:' || (erasure_marks('address:' || address))[1]", evidence: 'null' },
    right: AUDIT,
    harmless: { id: 'ours', channel: 'ours', explained_by: 'house', recorded_by: 'house' },
  },
  gone(
    'confidential',
    `${IN_ADDRESSES} or ${['email', 'phone', 'portal'].map((column) => `${column} in (select address from erase_addresses)`).join(' or ')}`,
  ),
  {
    table: 'views',
    of: IN_CASES,
    becomes: { case_id: "'erased:' || (erasure_marks('case:' || case_id))[1]" },
    right: AUDIT,
    harmless: { by: 'house', what: 'ours', via: 'house' },
  },
  {
    table: 'import_rows',
    of: `${IN_CASES} or ${named('reason')}`,
    becomes: { case_id: 'null', reason: "'Erased.'" },
    right: ADDED,
    harmless: { import_id: 'ours', outcome: 'ours', code: 'ours' },
  },
  {
    table: 'uploads',
    of: named('error'),
    becomes: { error: "'Erased.'" },
    right: ADDED,
    harmless: {
      id: 'ours',
      procedure: 'house',
      variant: 'house',
      list: 'house',
      begun_by: 'house',
      import_id: 'ours',
      error_code: 'ours',
    },
  },
  {
    table: 'open_items',
    of: OF_ACCOUNT,
    becomes: { dispute_reason: "case when dispute_reason is not null then 'erased' end" },
    right: ACCOUNTING,
    harmless: {
      source: 'law',
      customer: 'law',
      number: 'law',
      kind: 'ours',
      issued: 'law',
      due: 'law',
      currency: 'law',
      disputed_since: 'law',
      dunned_on: 'law',
    },
  },
  {
    table: 'open_item_changes',
    of: OF_ACCOUNT,
    becomes: {
      item: `case when jsonb_typeof(item -> 'dispute') = 'object'
        then jsonb_set(item, '{dispute,reason}', '"erased"') else item end`,
    },
    right: ACCOUNTING,
    harmless: { source: 'law', customer: 'law', number: 'law', by: 'law', what: 'ours', because: 'ours' },
  },
  {
    table: 'open_item_imports',
    of: OF_ACCOUNT,
    right: ACCOUNTING,
    harmless: { source: 'law', customer: 'law', id: 'ours', result: 'law' },
  },
  gone('cases', 'id in (select id from erase_cases)'),

  // That an entry among the consents was misread, and who found so.
  nothing('misread', { consent: 'ours', recorded_by: 'house' }),
  // A file that is being imported; its parts go when it is done, and whoever was erased is not opened from it.
  nothing('upload_parts', { upload_id: 'ours', body: 'passing' }),
  // Ids of appointments in the booking system, and what came of a look there in one word.
  nothing('acuity_hints', { appointment: 'ours', came_to: 'ours', error: 'ours' }),
  nothing('imports', {
    id: 'ours',
    procedure: 'house',
    source: 'house',
    variant: 'house',
    list: 'house',
    hash: 'ours',
    begun_by: 'house',
  }),
  nothing('import_ends', { import_id: 'ours' }),
  nothing('procedures', {
    hash: 'ours',
    name: 'house',
    sources: 'house',
    decoded: 'house',
    recorded_by: 'house',
  }),
  nothing('calendars', { hash: 'ours', name: 'house', rules: 'house' }),
  nothing('contact_rules', { rules: 'house', recorded_by: 'house' }),
  nothing('inbound_rules', { rules: 'house', recorded_by: 'house' }),
  nothing('house', { settings: 'house', recorded_by: 'house' }),
  nothing('automation', { procedure: 'house', level: 'house', switched_on_by: 'house' }),
  nothing('switches', { channel: 'house', reason: 'house', switched_off_by: 'house' }),
  nothing('switch_log', { channel: 'house', reason: 'house', by: 'house' }),
  nothing('breakers', { channel: 'house', state: 'ours' }),
  nothing('feeds', { name: 'house', kind: 'ours', because: 'house' }),
  nothing('mail_positions', { mailbox: 'house', folder: 'house', uid_validity: 'ours' }),
  nothing('carrier_positions', { name: 'ours' }),
  nothing('slack_turns', { channel: 'ours' }),
  nothing('vendor_tokens', { vendor: 'house', begun_with: 'ours', sealed: 'ours' }),
  nothing('secrets', { name: 'ours', value: 'ours' }),
  nothing('api_keys', {
    id: 'ours',
    hash: 'ours',
    name: 'house',
    scopes: 'ours',
    person: 'house',
    source: 'house',
    created_by: 'house',
    revoked_by: 'house',
  }),
  // The house's own staff: whoever acted stays named.
  nothing('people', {
    id: 'house',
    name: 'house',
    sender_name: 'house',
    mailbox: 'house',
    number: 'house',
    site: 'house',
    roles: 'house',
    slack: 'house',
  }),
  nothing('absences', { id: 'ours', person: 'house', stand_in: 'house' }),
  nothing('people_log', { person: 'house', by: 'house', what: 'ours', change: 'house' }),
  nothing('restorations', { backup: 'house', by: 'house' }),
  nothing('rounds', { name: 'ours' }),
  nothing('migrations', { name: 'ours', checksum: 'ours' }),
  nothing('erasures', {
    id: 'ours',
    begun_by: 'house',
    role: 'house',
    // Refused where it names the person.
    reason: 'house',
    // Null once it is done.
    subject: 'passing',
    certificate: 'ours',
  }),
  nothing('erased', { mark: 'ours', kind: 'ours', erasure_id: 'ours' }),
  nothing('erasure_keys', { id: 'ours', inner_pad: 'ours', outer_pad: 'ours' }),
];
