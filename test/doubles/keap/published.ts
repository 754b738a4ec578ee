import { readFileSync } from 'node:fs';
import { type AnySchema, Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { Asked, Said } from '../double.ts';

/** What Keap publishes of the operations that we use: parameters, bodies and answers, taken from its OpenAPI v2. */
interface Published {
  operations: Record<
    string,
    { query: Record<string, AnySchema>; status: number; body?: AnySchema; response?: AnySchema }
  >;
  $defs: Record<string, AnySchema>;
}

const { operations, $defs } = JSON.parse(
  readFileSync(new URL('./schema.json', import.meta.url), 'utf8'),
) as Published;
// Numbers in a query are text.
const ajv = new Ajv({ strict: false, coerceTypes: true });
(formats as unknown as (ajv: Ajv) => void)(ajv);

const compiled = new Map<AnySchema, ValidateFunction>();

function wrong(schema: AnySchema, data: unknown): string | null {
  const check = compiled.get(schema) ?? ajv.compile({ ...(schema as object), $defs });
  compiled.set(schema, check);
  return check(data) ? null : ajv.errorsText(check.errors);
}

/** The published operation that a request is of, and what is wrong with the request. */
export function judge({
  method,
  path,
  query,
  rawQuery,
  body,
}: Asked): { operation: string; wrong: string | null } | null {
  const operation = Object.keys(operations).find((each) => {
    const pattern = each.replaceAll(/\{\w+\}/g, '[^/:]+').replaceAll('.', '\\.');
    return new RegExp(`^${pattern}$`).test(`${method} ${path}`);
  });
  const published = operation === undefined ? undefined : operations[operation];
  if (operation === undefined || !published) return null;
  for (const [name, value] of query) {
    const schema = published.query[name];
    if (!schema) return { operation, wrong: `there is no parameter ${name}` };
    const list = (schema as { type?: string }).type === 'array';
    const says = wrong(
      { type: 'object', properties: { it: schema } },
      { it: list ? value.split(',') : value },
    );
    if (says) return { operation, wrong: `${name}: ${says}` };
  }
  if (/filter=[^&]*==/.test(rawQuery))
    return { operation, wrong: 'operators of a filter must be URL-encoded' };
  if (published.body === undefined) return { operation, wrong: null };
  return { operation, wrong: wrong(published.body, JSON.parse(body || 'null')) };
}

/** An answer as published. @throws when the double itself says something that Keap would not */
export function answered(operation: string, body: unknown): Said {
  const { status, response } = operations[operation]!;
  if (response === undefined) return { status };
  const says = wrong(response, body);
  if (says) throw new Error(`the double of Keap answers ${operation} wrongly: ${says}`);
  return { status, body };
}
