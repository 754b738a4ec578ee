import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import { SHARED } from './shared.ts';

/**
 * Checks requests by the very schemas that the document shows. Values are taken as they are; only in the address, where
 * all is text, a number may be written as one.
 */
export function schemaCompiler(): FastifySchemaCompiler<object> {
  const strict = ajv(false);
  const written = ajv(true);
  return ({ schema, httpPart }) => {
    const inAddress = httpPart === 'querystring' || httpPart === 'params' || httpPart === 'headers';
    return whenAsked(() => (inAddress ? written : strict).compile(schema));
  };
}

/** Making the checks of all routes takes a second at the start, for the few that are called soon. */
function whenAsked(compile: () => ValidateFunction): ReturnType<FastifySchemaCompiler<object>> {
  let made: ValidateFunction | undefined;
  const check = (value: unknown) => {
    made ??= compile();
    const sound = made(value);
    check.errors = made.errors ?? null;
    return sound;
  };
  check.errors = null as NonNullable<ValidateFunction['errors']> | null;
  return check;
}

/** Fastify's own writers of answers, each made with its route's first answer, for the same reason. */
export const buildSerializer: ReturnType<typeof SerializerSelector> = (schemas, options) => {
  const compile = SerializerSelector()(schemas, options);
  return (route) => {
    let write: ReturnType<typeof compile> | undefined;
    return (answer: unknown) => {
      write ??= compile(route);
      return write(answer);
    };
  };
};

function ajv(coerceTypes: boolean): Ajv {
  const made = new Ajv({
    coerceTypes,
    useDefaults: true,
    removeAdditional: false,
    allowUnionTypes: true,
    strict: false,
    // With the schema and the value at fault, for `misfit`.
    verbose: true,
  });
  formats.default(made);
  for (const schema of SHARED) made.addSchema(schema);
  return made;
}

/** The same for a body that is read as it comes in: the document shows its schema, nothing is compared with it. */
export function streamCompiler(): FastifySchemaCompiler<object> {
  const compile = schemaCompiler();
  return (part) => (part.httpPart === 'body' ? () => true : compile(part));
}
