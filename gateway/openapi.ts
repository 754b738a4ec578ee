import { readFileSync } from 'node:fs';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { SHARED } from './schemas/shared.ts';

const ABOUT = `Opens cases, takes replies, and lets staff work with them.

Every request needs a key, as \`Authorization: Bearer ft_…\`, made by \`followthrough keys create\`; on a machine where no key has ever been made, requests from the machine itself need none and name who acts with \`Followthrough-As\`.

A 2xx is given after the ledger has committed. 202 means: kept, and done as soon as Temporal can be reached. 503 means: nothing was kept, try again. Errors are problem+json with a code that stays the same.`;

const TAGS = [
  { name: 'Intake', description: 'What outside systems tell: cases, events, conditions that came true.' },
  { name: 'Replies', description: 'What contacts have answered, and what did not arrive.' },
  { name: 'Cases', description: 'How cases stand, and what people ask of them.' },
  { name: 'Tasks', description: 'What people have to do, decisions included.' },
  { name: 'Imports', description: 'Lists and reports as files.' },
  { name: 'Procedures', description: 'What is done when, and how it works.' },
  {
    name: 'Rehearsals',
    description: 'Cases on the real engine whose clock is moved by hand; nobody is reached.',
  },
  { name: 'Contact rules', description: 'Who does not want to be reached.' },
  { name: 'Accounts receivable', description: 'What customers owe, and the letters about it.' },
  { name: 'Channels', description: 'Ways out that can be switched off, and what waits or went out there.' },
  { name: 'People', description: 'The staff.' },
  { name: 'Erasures', description: 'People who are removed for good.' },
];

/** OpenAPI 3.1 from the schemas that check the requests, and a page to read it that needs nothing from anywhere else. */
export function describeApi(app: FastifyInstance): void {
  for (const schema of SHARED) app.addSchema(schema);
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Followthrough', version: version(), description: ABOUT },
      tags: TAGS,
      components: {
        securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of the gateway.' } },
      },
      security: [{ key: [] }],
    },
    hideUntagged: true,
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) =>
        typeof json.$id === 'string' ? json.$id : `schema-${index}`,
    },
  });
  app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    theme: { title: 'Followthrough' },
    // Without the library's own bar, which offers to load other documents.
    uiConfig: {
      layout: 'BaseLayout',
      docExpansion: 'none',
      displayOperationId: true,
      tryItOutEnabled: false,
    },
  });
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
