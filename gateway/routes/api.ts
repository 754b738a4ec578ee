import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Followthrough, Judge, Scope } from '../../client/index.ts';

/** The application with handlers typed by the schemas of their routes. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What routes work with. */
export interface Parts {
  client: Followthrough;
  /** Asked before a list or an event opens a case; absent: every sound one does. */
  judge?: Judge | undefined;
}

/** Who gets in: systems that open cases, systems that deliver replies, people, those who look after the installation. */
export const INTAKE: readonly Scope[] = ['intake', 'staff', 'admin'];
export const REPLIES: readonly Scope[] = ['reply', 'staff', 'admin'];
export const STAFF: readonly Scope[] = ['staff', 'admin'];
export const ADMIN: readonly Scope[] = ['admin'];
