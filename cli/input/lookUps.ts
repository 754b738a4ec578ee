import { readFile } from 'node:fs/promises';
import { readScripted, type ScriptedAnswer } from '../../domain/verify/reading/scripted.ts';
import { CommandError } from '../errors.ts';

/** The answers of sandbox look-ups, one JSON object a line. @throws CommandError, or LookUpError that names the line */
export async function lookUpsFrom(file: string | undefined): Promise<ScriptedAnswer[] | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new CommandError('FT-CMD-FILE', `${file}: ${error.message}`);
  });
  return readScripted(text, file);
}
