import { type Static, type TSchema, Type } from 'typebox';

export const NAME = Type.String({ minLength: 1, maxLength: 200 });

/** What people wrote: kept as it is. */
export const WORDS = Type.String({ maxLength: 100_000 });

/** An instant of our answers, always in UTC. */
export const Moment = Type.String({ format: 'date-time', examples: ['2027-03-05T18:30:00.000Z'] });

/** An instant in a request: with its offset, so that nobody can mistake it. */
export const GivenMoment = Type.String({
  format: 'date-time',
  description: 'With its offset, such as 2027-03-05T10:30:00-08:00.',
});

/** A date as people name it: a moment, a local date of the case, or a word. */
export const GivenDate = Type.String({
  minLength: 1,
  maxLength: 40,
  description:
    'A moment with its offset, a local date of the case (2027-03-16), or tomorrow, next-working-day, one-week, two-weeks, one-month, two-months.',
  examples: ['2027-03-16', 'next-working-day'],
});

export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** One of these words. */
export function oneOf<const W extends readonly string[]>(words: W, more: { description?: string } = {}) {
  return Type.Unsafe<W[number]>({ type: 'string', enum: [...words], ...more });
}

/** An object with these fields and no others. */
export function exactly<P extends Parameters<typeof Type.Object>[0]>(
  properties: P,
  more: { $id?: string; description?: string } = {},
) {
  return Type.Object(properties, { additionalProperties: false, ...more });
}

/** A schema that the document names; registered once by `SHARED`. */
export function ref<T extends TSchema & { $id?: string }>(schema: T) {
  return Type.Unsafe<Static<T>>({ $ref: `${schema.$id}#` });
}

/** A page of a list, and what to ask for the next one. */
export function pageOf<T extends TSchema>(item: T) {
  return Type.Object({
    items: Type.Array(item),
    next: nullable(
      Type.String({ description: 'Ask with it as `after` for what follows; null: that was all.' }),
    ),
  });
}

const USUAL_PAGE = 50;
export const LONGEST_PAGE = 500;

/** What asks for a page. */
export const PAGE = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LONGEST_PAGE, default: USUAL_PAGE })),
  after: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1_000,
      description: '`next` of the page before, with the same filter.',
    }),
  ),
};

/** The same for lists that are shown whole as long as they fit. */
export const LONG_PAGE = {
  ...PAGE,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LONGEST_PAGE, default: LONGEST_PAGE })),
};

export const Problem = Type.Object(
  {
    type: Type.String({ examples: ['urn:followthrough:FT-CLI-NO-CASE'] }),
    status: Type.Integer(),
    code: Type.String({ description: 'Stays the same for ever; docs/errors.md has them all.' }),
    title: Type.String({ description: 'What the code means, in a few words.' }),
    detail: Type.String({ description: 'What is wrong with this request.' }),
    doThis: Type.Optional(Type.String({ description: 'What to do about it.' })),
    problems: Type.Optional(
      Type.Array(
        Type.Object({
          code: Type.String(),
          fact: Type.Optional(Type.String()),
          message: Type.String(),
          doThis: Type.Optional(Type.String()),
        }),
        { description: 'Everything that is wrong with the facts.' },
      ),
    ),
  },
  { $id: 'Problem' },
);

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ref(Problem) } },
});

/** What every route may answer besides its own. */
export const PROBLEMS = {
  '4xx': problem(
    'The request cannot be done; trying it again unchanged does not help, except after 409 and 429.',
  ),
  503: problem(
    'The ledger cannot take it now. Nothing was kept; try again after the seconds of Retry-After.',
  ),
} as const;
