import { purposeOf } from '../contactRules/contactRules.ts';
import type { Problem } from '../problem.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Catalog } from './catalog.ts';
import { problemAt } from './checkTemplate.ts';
import { MessageError } from './errors.ts';
import { type MessageUse, usesOf } from './uses.ts';
import { type BuiltIn, variablesOf } from './variables.ts';
import type { Values } from './write.ts';

/** Built-ins that a case does not have at each step. */
const SOMETIMES: BuiltIn[] = ['sender-number', 'sender-mailbox', 'day', 'next-day', 'last-contact', 'tried'];
const OF_LEVELS: BuiltIn[] = ['statement', 'amount-due', 'days-overdue'];
const NOT_COMMERCIAL: Partial<Record<BuiltIn, null>> = { 'postal-address': null, 'unsubscribe-link': null };
/** What staff read has the history; in a message to the contact it would be absent. */
const FOR_STAFF: MessageUse['channel'][] = ['task', 'tell', 'call'];

/**
 * Writes each message for a case that has nothing but what it must have. A message that leaves a gap then would be
 * stopped when its day comes; it is better refused now.
 */
export function absentProblems(catalog: Catalog, procedure: Procedure): Problem[] {
  const allowed = variablesOf(procedure);
  const problems = usesOf(procedure).flatMap(({ name, channel, variant }): Problem[] => {
    const file = catalog.find(name, channel, variant, procedure.locale);
    const variable =
      file &&
      lackedBy(() =>
        catalog.render(name, channel, {
          variant,
          locale: file.locale,
          values: {
            ...leastValues(procedure),
            ...(FOR_STAFF.includes(channel) ? {} : { history: null }),
            ...(channel === 'email' && purposeOf(procedure) === 'marketing' ? {} : NOT_COMMERCIAL),
          },
        }),
      );
    if (variable === undefined || !allowed.includes(variable)) return [];
    const says = `"${variable}" may be absent. Print it inside {% if ${variable} %}, or with a default.`;
    return [problemAt('FT-MSG-VALUE-MISSING', file?.path ?? '', [file?.front.body.line ?? 1, 1], says)];
  });
  return problems.filter(({ file }, index) => problems.findIndex((other) => other.file === file) === index);
}

function lackedBy(write: () => unknown): string | undefined {
  try {
    write();
  } catch (error) {
    if (error instanceof MessageError) return error.variable;
    throw error;
  }
  return undefined;
}

function leastValues(procedure: Procedure): Values {
  const values: Values = Object.fromEntries(variablesOf(procedure).map((name) => [name, 'x']));
  for (const name of SOMETIMES) values[name] = null;
  if (procedure.levels.length === 0) for (const name of OF_LEVELS) values[name] = null;
  for (const [name, fact] of Object.entries(procedure.facts)) {
    const absent = !fact.required && fact.default === undefined;
    if (fact.type === 'choice') values[`${name}-detail`] = null;
    if (absent)
      Object.assign(values, {
        [name]: null,
        [`${name}-key`]: null,
        [`${name}-day`]: null,
        [`${name}-ago`]: null,
        [`${name}-days-ago`]: null,
      });
    else if (fact.default !== undefined) values[`${name}-key`] = fact.default;
  }
  return values;
}
