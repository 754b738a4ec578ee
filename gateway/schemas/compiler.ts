import type { FastifySchemaCompiler } from 'fastify';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
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
    return (inAddress ? written : strict).compile(schema);
  };
}

function ajv(coerceTypes: boolean): Ajv {
  const made = new Ajv({
    coerceTypes,
    useDefaults: true,
    removeAdditional: false,
    allowUnionTypes: true,
    strict: false,
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
