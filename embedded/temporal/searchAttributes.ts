import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { EmbeddedError } from '../errors.ts';
import { grpcCode, untilAnswered } from './retry.ts';

/** The types of search attributes with their numbers on the wire. */
const TYPES = { Text: 1, Keyword: 2, Int: 3, Double: 4, Bool: 5, Datetime: 6, KeywordList: 7 } as const;

export type SearchAttributeType = keyof typeof TYPES;
export type SearchAttributes = Readonly<Record<string, SearchAttributeType>>;

const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
const RENEWED_EVERY = 2_000;

/** What a SQL store has room for, in each namespace. */
const ROOM = { Text: 3, Keyword: 10, Int: 3, Double: 3, Bool: 3, Datetime: 3, KeywordList: 3 } as const;

/**
 * Refuses more search attributes of one type than a SQL store can hold.
 * @throws EmbeddedError FT-EMB-ATTRIBUTE
 */
export function requireRoom(namespace: string, wanted: SearchAttributes): void {
  for (const [type, room] of Object.entries(ROOM)) {
    const names = Object.keys(wanted).filter((name) => wanted[name] === type);
    if (names.length > room) throw noPlace(namespace, names, `${names.length} of type ${type} are too many`);
  }
}

/**
 * Registers the search attributes that the namespace lacks, waits until they can be used, and returns their names. A workflow that sets an
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
  const { customAttributes } = await untilThere(() => service.listSearchAttributes({ namespace }), signal);
  const missing: Record<string, number> = {};
  for (const [name, type] of Object.entries(wanted)) {
    const present: number = customAttributes?.[name] ?? 0;
    if (present === 0) missing[name] = TYPES[type];
    else if (present !== TYPES[type]) throw otherType(namespace, name, type, present);
  }
  const names = Object.keys(missing);
  if (names.length === 0) return names;
  try {
    await untilAnswered(() => service.addSearchAttributes({ namespace, searchAttributes: missing }), signal);
  } catch (error) {
    throw noPlace(namespace, names, error instanceof Error ? error.message : String(error), error);
  }
  await untilKnown(connection, namespace, names, signal);
  return names;
}

/** A namespace that was made just now is heard of by the services of a server one after another. */
async function untilThere<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await untilAnswered(call, signal);
    } catch (error) {
      if (signal.aborted || grpcCode(error) !== NOT_FOUND) throw error;
      await sleep(100);
    }
  }
}

/** Each service of the server has its own picture of the namespace and renews it every two seconds. */
async function untilKnown(
  connection: Connection,
  namespace: string,
  names: string[],
  signal: AbortSignal,
): Promise<void> {
  // In quotes: some names, Procedure for one, are words of the query language.
  const query = names.map((name) => `\`${name}\` is null`).join(' and ');
  for (;;) {
    try {
      await untilAnswered(
        () => connection.workflowService.countWorkflowExecutions({ namespace, query }),
        signal,
      );
      break;
    } catch (error) {
      if (signal.aborted || grpcCode(error) !== INVALID_ARGUMENT) throw error;
      await sleep(100);
    }
  }
  await sleep(RENEWED_EVERY);
}

function otherType(namespace: string, name: string, wanted: string, present: number): EmbeddedError {
  const found = Object.entries(TYPES).find(([, number]) => number === present)?.[0] ?? 'another type';
  return new EmbeddedError(
    'FT-EMB-ATTRIBUTE',
    `The search attribute ${name} of namespace ${namespace} is ${found}, and ${wanted} is needed. Remove it with ` +
      `"temporal operator search-attribute remove --namespace ${namespace} --name ${name}", or use another namespace.`,
  );
}

function noPlace(namespace: string, names: string[], why: string, cause?: unknown): EmbeddedError {
  return new EmbeddedError(
    'FT-EMB-ATTRIBUTE',
    `The search attributes ${names.join(', ')} cannot be registered in namespace ${namespace}: ` +
      `${why}. A SQL store has room for 10 of type Keyword and 3 of each ` +
      'other type, shared by the namespace: remove some, or use another namespace.',
    { cause },
  );
}
