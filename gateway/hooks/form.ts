/** The fields of a form; one that stands in it several times has all of its values. */
export type Form = Record<string, string | string[]>;

/** Reads a form as it came over the wire, without changing anything in its values. */
export function readForm(body: Buffer): Form {
  const form: Form = Object.create(null) as Form;
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    const before = form[name];
    form[name] = before === undefined ? value : [before, value].flat();
  }
  return form;
}

/** The value of a field, the first where it has several; an empty text where there is none. */
export function valueOf(form: Form, name: string): string {
  const value = form[name] ?? '';
  return Array.isArray(value) ? (value[0] ?? '') : value;
}
