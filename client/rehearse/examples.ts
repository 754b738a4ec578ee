import type { Fact, Procedure } from '../../domain/procedure/procedure.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Contact } from '../../ledger/schema.ts';

/** The facts given, and plain examples for those that the procedure needs and that were not given. */
export function exampleFacts(
  procedure: Procedure,
  given: Record<string, unknown>,
  now: Instant,
): Record<string, unknown> {
  const examples = Object.entries(procedure.facts)
    .filter(([, fact]) => fact.required && fact.default === undefined)
    .map(([name, fact]) => [name, example(name, fact, now)]);
  return { ...Object.fromEntries(examples), ...given };
}

function example(name: string, { type, options }: Fact, now: Instant): string {
  if (type === 'instant') return new Date(now).toISOString();
  if (type === 'choice') return Object.keys(options ?? {})[0] ?? '';
  return name.endsWith('-name') ? 'Example' : `example ${name.replaceAll('-', ' ')}`;
}

/** Nobody: no rehearsal reaches anybody. */
export const EXAMPLE_CONTACT: Contact = {
  name: 'Pat Example',
  email: 'pat@example.com',
  phone: '+12025550143',
  portal: 'pat-example',
};
