import { assembleProcedure, type LoadedProcedure } from '../../domain/procedure/assemble.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import { type Library, readLibrary } from '../../procedures/library.ts';

/** In which file of the procedure what is written instead of what; null: the file is gone; instead of nothing: it is new. */
export type Edit = readonly [file: string, from: string, to: string | null];

export type Sound = LoadedProcedure & { procedure: Procedure };

let library: Promise<Library> | null = null;

export async function shipped(name: string): Promise<Sound> {
  library ??= readLibrary();
  return sound((await library).procedures.find((each) => each.name === name));
}

/** A shipped procedure after some edits; an edit that fits nowhere or breaks it is a mistake of the test. */
export async function edited(name: string, edits: readonly Edit[]): Promise<Sound> {
  const { sources } = await shipped(name);
  const changed = edits.reduce<Record<string, string>>((files, [file, from, to]) => {
    const { [file]: text, ...others } = files;
    if (text === undefined && from === '' && to !== null) return { ...others, [file]: to };
    if (text === undefined || !text.includes(from)) throw new Error(`${file} does not say: ${from}`);
    return to === null ? others : { ...others, [file]: text.replace(from, to) };
  }, sources);
  return sound(assembleProcedure(name, changed, (await library!).calendars));
}

function sound(loaded: LoadedProcedure | undefined): Sound {
  if (loaded?.procedure) return { ...loaded, procedure: loaded.procedure };
  throw new Error(`the procedure has problems: ${JSON.stringify(loaded?.problems)}`);
}
