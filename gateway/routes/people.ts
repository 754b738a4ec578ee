import { Type } from 'typebox';
import type { ListedPerson } from '../../client/index.ts';
import { pageIn } from '../cursor.ts';
import { exactly, LONG_PAGE, LONGEST_PAGE, NAME, PROBLEMS, ref } from '../schemas/common.ts';
import { PEOPLE, PersonDetail } from '../schemas/people.ts';
import { iso, isoOrNull } from '../views/moments.ts';
import { type Api, type Parts, STAFF } from './api.ts';

/** The staff, to read; people are changed by the command line. */
export function peopleRoutes(app: Api, { client }: Parts): void {
  const tags = ['People'];

  app.get(
    '/people',
    {
      config: { scopes: STAFF },
      schema: {
        tags,
        operationId: 'listPeople',
        summary: 'The staff, and who is away',
        querystring: exactly({
          role: Type.Optional(NAME),
          all: Type.Optional(Type.Boolean({ description: 'Those who have left as well.' })),
          ...LONG_PAGE,
        }),
        response: { 200: PEOPLE, ...PROBLEMS },
      },
    },
    async ({ query: { limit = LONGEST_PAGE, after, ...query } }) => {
      const page = pageIn(await client.people(query), { limit, after }, ({ id }) => id);
      return { ...page, items: page.items.map(personView) };
    },
  );

  app.get(
    '/people/:id',
    {
      config: { scopes: STAFF },
      schema: {
        tags,
        operationId: 'showPerson',
        summary: 'One person',
        params: Type.Object({ id: NAME }),
        response: { 200: ref(PersonDetail), ...PROBLEMS },
      },
    },
    async ({ params }) => {
      const { absences, openCases, changes: _, ...person } = await client.person(params.id);
      return { ...personView(person), absences: absences.map(absenceView), openCases };
    },
  );
}

type Absence = NonNullable<ListedPerson['away']>;

function personView({ away, ...person }: ListedPerson) {
  return { ...person, away: away && absenceView(away) };
}

function absenceView({ fromAt, untilAt, ...plain }: Absence) {
  return { ...plain, fromAt: iso(fromAt), untilAt: isoOrNull(untilAt) };
}
