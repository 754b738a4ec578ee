import { type RawBuilder, sql } from 'kysely';

type Address = RawBuilder<string | null>;

/**
 * By what the contact in a row of `cases` is known, each in the spelling of `sameAddress` and as its index has it. In a
 * portal, a contact without an id of its own is reached on the case itself.
 * @param of the table's name in the statement
 */
export function addressIn(of: string): { email: Address; phone: Address; portal: Address } {
  const contact = sql.ref(`${of}.contact`);
  return {
    email: sql`lower(btrim(${contact} ->> 'email'))`,
    phone: sql`(${contact} ->> 'phone')`,
    portal: sql`same_address(coalesce(${contact} ->> 'portal', ${sql.ref(`${of}.occurrence`)}))`,
  };
}

/** All of them, in a row: `address in (…)`. */
export function addressesIn(of: string): RawBuilder<unknown> {
  const { email, phone, portal } = addressIn(of);
  return sql`${email}, ${phone}, ${portal}`;
}

/** Whether the contact is known by this address, each kind looked for by its own index. */
export function isKnownBy(of: string, address: RawBuilder<unknown>): RawBuilder<boolean> {
  const { email, phone, portal } = addressIn(of);
  const contact = sql.ref(`${of}.contact`);
  return sql`((${contact} ? 'email' and ${email} = ${address}) or (${contact} ? 'phone' and ${phone} = ${address})
    or ${portal} = ${address})`;
}
