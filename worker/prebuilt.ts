import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { WorkflowBundle, WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { bundleWorkflows } from './bundle.ts';

/** Its name in the folder of a compiled product. */
export const BUNDLE_NAME = 'workflows.bundle.js';

const PACKAGE = new URL('../package.json', import.meta.url);
/** Where only a compiled product has one. */
const SHIPPED = fileURLToPath(new URL(`../${BUNDLE_NAME}`, import.meta.url));

/** Everything after this mark is read as the source map, whose end must be the end of the file. */
const SOURCE_MAP = '//# sourceMappingURL=data:';

/** The last line of code in a prebuilt bundle says which release it is of. */
export async function stampOf(): Promise<string> {
  const { version } = JSON.parse(await readFile(PACKAGE, 'utf8')) as { version: string };
  return `// workflows of followthrough ${version}`;
}

/** Packed workflow code with the line that says of which release it is. */
export async function stamped(code: string): Promise<string> {
  const end = code.lastIndexOf(SOURCE_MAP);
  return `${code.slice(0, end)}${await stampOf()}\n${code.slice(end)}`;
}

/**
 * The workflow code that a worker is to run: the file that it is told, else the one that came with the compiled product,
 * else packed on the spot, which takes two to three seconds.
 * @param say is told what the bundler says
 * @throws Error see `readBundle`
 */
export async function workflowCode(
  told?: string,
  say?: (words: string) => void,
): Promise<WorkflowBundle | WorkflowBundleWithSourceMap> {
  const file = told || (existsSync(SHIPPED) ? SHIPPED : null);
  return file === null ? bundleWorkflows(say) : readBundle(file);
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
  if (code.includes(`\n${stamp}\n${SOURCE_MAP}`)) return { code };
  throw new Error(`${path} is no bundle of this release; "npm run build" makes one`);
}
