/** Deeper than any event's fields, and the dots of a name stay readable. */
const DEEPEST = 4;
/** Wider than any list. */
const MOST_FIELDS = 200;

/** The fields of an event by their names, those of an object inside with a dot: `requester.email`. */
export type EventFields = Map<string, string>;

/**
 * An event of another system as one row of a list: what a mapping says of columns, it says of fields. Lists and what is
 * too deep are left out: no column could name them.
 * @returns null when it has more fields than any row
 */
export function fieldsOf(event: Record<string, unknown>): EventFields | null {
  const fields: EventFields = new Map();
  take(fields, '', event, 1);
  return fields.size > MOST_FIELDS ? null : fields;
}

function take(fields: EventFields, before: string, part: Record<string, unknown>, depth: number): void {
  for (const [name, value] of Object.entries(part)) {
    const path = `${before}${name}`;
    if (typeof value === 'string') fields.set(path, value);
    else if (typeof value === 'number' || typeof value === 'boolean') fields.set(path, String(value));
    else if (value === null) fields.set(path, '');
    else if (typeof value === 'object' && !Array.isArray(value) && depth < DEEPEST)
      take(fields, `${path}.`, value as Record<string, unknown>, depth + 1);
  }
}
