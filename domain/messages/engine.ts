import { Liquid } from 'liquidjs';
import { enumerated } from '../words.ts';

/** All that a template may do: choose words and insert facts. No loops, no dates, no files, no code. */
export const ALLOWED_TAGS = ['if', 'unless', 'case', 'render', 'comment', '#'];
export const ALLOWED_FILTERS = [
  'append',
  'as_reply',
  'capitalize',
  'default',
  'downcase',
  'minus',
  'plus',
  'prepend',
  'strip',
  'truncate',
  'upcase',
];

const REPLY_PREFIX = /^\s*(re|aw|sv|antw|rv)\s*:\s*/i;

/** A subject as the answer to a thread: one "Re: " in front, however many mail programs already put there. */
export function asReply(subject: unknown): string {
  let rest = typeof subject === 'string' ? subject : '';
  while (REPLY_PREFIX.test(rest)) rest = rest.replace(REPLY_PREFIX, '');
  return `Re: ${rest.trim()}`;
}

/** A template printed a value that is known to be absent. */
export class NothingToPrint extends Error {}

function printed(value: unknown): unknown {
  if (value === null || value === undefined) throw new NothingToPrint('there is nothing to print');
  return Array.isArray(value) ? enumerated(value.map(String)) : value;
}

/**
 * A strict template engine that can reach nothing but `partials` (name → source).
 * The limits are far above any real message and bound a template that was written to hurt.
 */
export function strictEngine(partials: Record<string, string>): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    relativeReference: false,
    templates: partials,
    cache: true,
    // Absent values may be asked for with if and replaced with default; a gap in a sentence is never sent.
    outputEscape: printed as (value: unknown) => string,
    parseLimit: 100_000,
    renderLimit: 1_000,
    memoryLimit: 1_000_000,
  });
  engine.registerFilter('as_reply', asReply);
  for (const tag of Object.keys(engine.tags)) if (!ALLOWED_TAGS.includes(tag)) delete engine.tags[tag];
  for (const filter of Object.keys(engine.filters))
    if (!ALLOWED_FILTERS.includes(filter)) delete engine.filters[filter];
  return engine;
}
