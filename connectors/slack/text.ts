import { v5 } from 'uuid';

/** Ours alone: a name space for ids of messages. */
const NAMESPACE = 'd0f6a3f4-2c0b-4f0e-9d55-0c1f3f7f2a61';

/** Slack's own limits, in characters. */
export const LIMITS = { text: 40_000, section: 3_000, header: 150, button: 75, value: 2_000 } as const;

/** The same for every try of a message (SND-4), so that Slack can tell a repetition. */
export function messageIdOf(intentId: string): string {
  return v5(intentId, NAMESPACE);
}

/** What people wrote is no markup: nobody is called by it, and no link is made. */
export function plain(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** As much as fits; that something is missing is said. */
export function fitting(text: string, longest: number): string {
  const more = ' … (cut: the case has the rest)';
  return text.length <= longest ? text : text.slice(0, longest - more.length) + more;
}

/** A text in parts that fit, broken between lines where that is possible. */
export function parts(text: string, longest: number = LIMITS.section): string[] {
  const all: string[] = [];
  let part = '';
  for (const line of text.split('\n').flatMap((each) => slices(each, longest))) {
    if (part !== '' && part.length + 1 + line.length > longest) {
      all.push(part);
      part = line;
    } else part = part === '' ? line : `${part}\n${line}`;
  }
  return part.trim() === '' ? all : [...all, part];
}

function slices(line: string, longest: number): string[] {
  if (line.length <= longest) return [line];
  return [line.slice(0, longest), ...slices(line.slice(longest), longest)];
}
