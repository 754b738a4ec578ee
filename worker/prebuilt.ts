import { readFile } from 'node:fs/promises';
import type { WorkflowBundle } from '@temporalio/worker';

const PACKAGE = new URL('../package.json', import.meta.url);

/** The last line of a prebuilt bundle says which release it is of. */
export async function stampOf(): Promise<string> {
  const { version } = JSON.parse(await readFile(PACKAGE, 'utf8')) as { version: string };
  return `// workflows of followthrough ${version}`;
}

/**
 * The workflow code that `npm run build` has packed. It is packed once a release, so that every worker of the release
 * runs the same bytes (DET-13).
 * @throws Error when the file cannot be read, is none, or is of another release: then cases must not run on it
 */
export async function readBundle(path: string): Promise<WorkflowBundle> {
  const code = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`the bundle ${path} cannot be read; "npm run build" makes it`, { cause: error });
  });
  const stamp = await stampOf();
  if (code.trimEnd().endsWith(stamp)) return { code };
  throw new Error(`${path} is no bundle of this release; "npm run build" makes one`);
}
