import { type Entry, entriesOf } from '../reading/fields.ts';
import { readName } from '../reading/name.ts';
import type { Reading } from '../reading/reading.ts';
import { readSimple } from '../reading/simple.ts';

/** Name and title of each variant; none when the procedure has only one form. */
export function decodeVariants(
  reading: Reading,
  entry: Entry | undefined,
): Record<string, { title: string }> {
  if (entry === undefined) return {};
  const variants = entriesOf(reading, entry.value, '"variants"', entry.at) ?? [];
  return Object.fromEntries(
    variants
      .filter((variant) => readName(reading, variant, 'a variant'))
      .map((variant) => {
        const what = `the title of variant "${variant.name}"`;
        const title = readSimple(reading, variant.value, { kind: 'text' }, what, variant.at);
        return [variant.name, reading.place({ title: String(title ?? '') }, { self: variant.at })];
      }),
  );
}
