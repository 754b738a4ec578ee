import { randomUUID } from 'node:crypto';
import { type FileHandle, open, realpath, rename, rm } from 'node:fs/promises';
import { CommandError } from '../../errors.ts';

/** A result file that takes its place only when it is whole; a result that stood there is replaced. */
export class ResultFile {
  readonly #path: string;
  readonly #unfinished: string;
  readonly #file: FileHandle;

  constructor(path: string, unfinished: string, file: FileHandle) {
    this.#path = path;
    this.#unfinished = unfinished;
    this.#file = file;
  }

  async write(text: string): Promise<void> {
    await this.#file.appendFile(text);
  }

  async finish(): Promise<void> {
    await this.#file.close();
    await rename(this.#unfinished, this.#path);
  }

  async giveUp(): Promise<void> {
    await this.#file.close();
    await rm(this.#unfinished, { force: true });
  }
}

/** @param input the list that is read: it must not be replaced @throws CommandError FT-CMD-FILE */
export async function resultFileAt(path: string, input: string | undefined): Promise<ResultFile> {
  if (input !== undefined && (await isSame(path, input)))
    throw new CommandError('FT-CMD-FILE', `${path} is the list itself; name another file for the result.`);
  const unfinished = `${path}.${randomUUID().slice(0, 8)}.unfinished`;
  const file = await open(unfinished, 'wx').catch((error: Error) => {
    throw new CommandError('FT-CMD-FILE', `${path} cannot be written: ${error.message}`);
  });
  return new ResultFile(path, unfinished, file);
}

async function isSame(one: string, other: string): Promise<boolean> {
  const paths = await Promise.all([one, other].map((path) => realpath(path).catch(() => null)));
  return paths[0] !== null && paths[0] === paths[1];
}
