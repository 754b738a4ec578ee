import { type RawBuilder, sql } from 'kysely';
import { addressIn } from './addresses.ts';
import type { Ledger } from './connect.ts';
import { sameAddress } from './locks.ts';
import type { Contact } from './schema.ts';

interface Asked {
  procedure: string;
  contact: Contact;
}

/** The contact may have one open case of the procedure, and has it. */
export class AnotherOpen extends Error {
  override readonly name = 'AnotherOpen';
  readonly caseId: string;

  constructor(caseId: string) {
    super(`${caseId} is open for the same contact`);
    this.caseId = caseId;
  }
}

/** Whoever opens a case of this procedure for one of these addresses waits until the transaction ends. */
export async function lockOpening(tx: Ledger, { procedure, contact }: Asked): Promise<void> {
  const { email, phone, portal } = contact;
  const addresses = [email, phone, portal].flatMap((each) => (each ? [sameAddress(each)] : []));
  // Always in the same order, so that two who share several addresses cannot wait for each other.
  for (const address of [...new Set(addresses)].sort())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`open:${procedure}:${address}`}, 0))`.execute(
      tx,
    );
}

/**
 * An open case of this procedure with the same contact: the same id in the portal, else the same email address or number.
 * Another name on a shared telephone or mailbox is another person (a family), and a rehearsal is nobody's case.
 */
export async function openCaseOf(tx: Ledger, { procedure, contact }: Asked): Promise<string | null> {
  const { email, phone, portal, name } = contact;
  const known = addressIn('cases');
  // Each address by its own index.
  const found = [
    ...(portal ? [sql`contact ? 'portal' and ${known.portal} = ${sameAddress(portal)}`] : []),
    ...(email ? [sql`contact ? 'email' and ${known.email} = ${sameAddress(email)}`] : []),
    ...(phone ? [sql`contact ? 'phone' and ${known.phone} = ${phone}`] : []),
  ];
  if (found.length === 0) return null;
  const { rows } = await sql<{ id: string; portal: string | null; name: string | null }>`
    ${sql.join(
      found.map((address) => having(procedure, address)),
      sql` union `,
    )} order by 1`.execute(tx);
  const same = rows.find(
    (row) =>
      (row.portal && portal && sameAddress(row.portal) === sameAddress(portal)) ||
      ((!row.portal || !portal) && (!row.name || !name || plain(row.name) === plain(name))),
  );
  return same?.id ?? null;
}

function having(procedure: string, address: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select id, contact ->> 'portal' as portal, contact ->> 'name' as name from cases
    where procedure = ${procedure} and status <> 'closed' and not rehearsal and ${address}`;
}

function plain(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
