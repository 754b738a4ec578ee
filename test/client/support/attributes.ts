import type { SearchAttributes } from '../../../embedded/temporalServer.ts';
import { ATTRIBUTES } from '../../../workflows/attributes.ts';

const TYPES = { KEYWORD: 'Keyword', DATETIME: 'Datetime', INT: 'Int' } as const;

/** What the workflow's search attributes are registered as. */
export const SEARCH_ATTRIBUTES: SearchAttributes = Object.fromEntries(
  Object.values(ATTRIBUTES).map(({ name, type }) => [name, TYPES[type]]),
);
