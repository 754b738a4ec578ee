// Everything in C0 and C1 but tab and line feed. NUL cannot be stored in the ledger at all.
// biome-ignore lint: the control characters are the point
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff]/g;

// Embeddings, overrides and isolates run on past the value and reorder the words after it. The plain marks
// (U+200E, U+200F, U+061C) that Arabic and Hebrew names need are kept.
const BIDI_RUNS = /[\u202a-\u202e\u2066-\u2069]/g;

const LINE_ENDS = /\r\n|[\r\u0085\u2028\u2029]/g;

/** A text that can be stored, sent and read as it stands: LF line ends, whole characters, no controls. */
export function plainText(text: string): string {
  return text
    .replace(LINE_ENDS, '\n')
    .replace(CONTROLS, '')
    .replace(BIDI_RUNS, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

/** A text of somebody outside as it can be kept: PostgreSQL holds no NUL and no half of a character. All else stays. */
export function keepable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** A text that fits into a header: one line, so that no value can add a header of its own. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}

/** A message body: paragraphs are parted by exactly one empty line, no space hangs at line ends. */
export function paragraphs(text: string): string {
  return plainText(text)
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
