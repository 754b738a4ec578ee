import { readFileName } from '../messages/fileName.ts';
import { wordChange } from './words.ts';

type Sources = Record<string, string>;

/** Which messages are new, gone or worded otherwise. */
export function textChanges(older: Sources, newer: Sources): string[] {
  const paths = [...new Set([...Object.keys(older), ...Object.keys(newer)])].sort();
  return paths.flatMap((path) => {
    const name = nameOf(path);
    if (name === null || older[path] === newer[path]) return [];
    const [old, now] = [older[path], newer[path]];
    if (old === undefined) return [`There is ${name.a} now.`];
    if (now === undefined) return [`${name.a.replace(/^a /, 'There is no ')} any more.`];
    return [`The text of ${name.the} changed: ${wordChange(old, now)}`];
  });
}

/** "final-reminder (email, en)". Null: the file is no message. */
function nameOf(path: string): { a: string; the: string } | null {
  const file = readFileName(path);
  if (!file) return null;
  const variant = file.variant === null ? '' : `, variant ${file.variant}`;
  if (file.is === 'partial') {
    const the = `shared part ${file.name} (${file.locale}${variant})`;
    return { a: `a ${the}`, the: `the ${the}` };
  }
  const the = `${file.name} (${file.channel}, ${file.locale}${variant})`;
  return { a: `a text ${the}`, the };
}
