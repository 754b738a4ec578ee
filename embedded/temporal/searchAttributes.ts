import type { Connection } from '@temporalio/client';
import { EmbeddedError } from '../errors.ts';
import { untilAnswered } from './retry.ts';

/** The types of search attributes with their numbers on the wire. */
const TYPES = { Text: 1, Keyword: 2, Int: 3, Double: 4, Bool: 5, Datetime: 6, KeywordList: 7 } as const;

export type SearchAttributeType = keyof typeof TYPES;
export type SearchAttributes = Readonly<Record<string, SearchAttributeType>>;

/**
 * Registers the search attributes that the namespace lacks and returns their names. A workflow that sets an
 * unregistered one fails its workflow task for ever, so this runs before any worker.
 * @throws EmbeddedError FT-EMB-ATTRIBUTE when one has another type or no place is left
 */
export async function ensureSearchAttributes(
  connection: Connection,
  namespace: string,
  wanted: SearchAttributes,
  signal: AbortSignal = AbortSignal.timeout(60_000),
): Promise<string[]> {
  const service = connection.operatorService;
  const { customAttributes } = await untilAnswered(() => service.listSearchAttributes({ namespace }), signal);
  const missing: Record<string, number> = {};
  for (const [name, type] of Object.entries(wanted)) {
    const present = customAttributes?.[name];
    if (present === undefined) missing[name] = TYPES[type];
    else if (present !== TYPES[type]) throw otherType(namespace, name, type, present);
  }
  const names = Object.keys(missing);
  if (names.length === 0) return names;
  try {
    await untilAnswered(() => service.addSearchAttributes({ namespace, searchAttributes: missing }), signal);
  } catch (error) {
    throw noPlace(namespace, names, error);
  }
  return names;
}

function otherType(namespace: string, name: string, wanted: string, present: number): EmbeddedError {
  const found = Object.entries(TYPES).find(([, number]) => number === present)?.[0] ?? 'another type';
  return new EmbeddedError(
    'FT-EMB-ATTRIBUTE',
    `The search attribute ${name} of namespace ${namespace} is ${found}, and ${wanted} is needed. Remove it with ` +
      `"temporal operator search-attribute remove --namespace ${namespace} --name ${name}", or use another namespace.`,
  );
}

function noPlace(namespace: string, names: string[], error: unknown): EmbeddedError {
  return new EmbeddedError(
    'FT-EMB-ATTRIBUTE',
    `The search attributes ${names.join(', ')} cannot be registered in namespace ${namespace}: ` +
      `${error instanceof Error ? error.message : String(error)}. A SQL store has room for 10 of type Keyword and 3 of each ` +
      'other type, shared by the namespace: remove some, or use another namespace.',
    { cause: error },
  );
}
