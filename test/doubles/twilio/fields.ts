import { readFileSync } from 'node:fs';
import { type AnySchema, Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

interface Published {
  properties: Record<string, { type?: string }>;
}

/** What Twilio publishes of the requests that we make, by method and resource. */
const { requests: PUBLISHED } = JSON.parse(
  readFileSync(new URL('./schema.json', import.meta.url), 'utf8'),
) as { requests: Record<string, Published> };
// In a form everything is text.
const ajv = new Ajv({ strict: false, coerceTypes: true });
(formats as unknown as (ajv: Ajv) => void)(ajv);
/** What is said of fields in words only: no detection of machines has another name. */
const IN_WORDS: Record<string, AnySchema> = {
  'POST Calls': { properties: { MachineDetection: { enum: ['Enable', 'DetectMessageEnd'] } } },
};

// Made before anything is asked: whoever waits for an answer waits for tenths of a second only.
const CHECKS = new Map<string, ValidateFunction>();
for (const [request, published] of Object.entries(PUBLISHED))
  CHECKS.set(request, ajv.compile({ allOf: [published, IN_WORDS[request] ?? {}] }));

/** What is wrong with the fields of a request; null: nothing. A field that is not published does not exist. */
export function fieldsProblem(request: string, given: URLSearchParams): string | null {
  const check = CHECKS.get(request);
  if (!check) return `${request} is not known`;
  const kinds = PUBLISHED[request]?.properties ?? {};
  const fields: Record<string, unknown> = {};
  for (const name of given.keys())
    fields[name] = kinds[name]?.type === 'array' ? given.getAll(name) : given.get(name);
  return check(fields) ? null : ajv.errorsText(check.errors);
}

/** The longest text, and the longest that it may wait, in seconds. */
export const LONGEST_BODY = 1_600;
export const LONGEST_VALIDITY = 36_000;
