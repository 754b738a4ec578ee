import { fileOf } from './compose.ts';

/** A name at the root, with all below it; or every file of an ending, wherever it is. */
const KNOWN = /^(\*\*\/\*\.\w+|\.?[\w-]+)$/;

/** Whether a path of the repository stays out of what `docker build` is given. @throws for a line of another form */
export function dockerignore(): (path: string) => boolean {
  const lines = fileOf('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const strange = lines.find((line) => !KNOWN.test(line));
  if (strange !== undefined) throw new Error(`.dockerignore has a line that this does not read: ${strange}`);
  return (path) =>
    lines.some((line) =>
      line.startsWith('**/*') ? path.endsWith(line.slice(4)) : path === line || path.startsWith(`${line}/`),
    );
}
