import { mkdir, writeFile } from 'node:fs/promises';
import { bundleWorkflows } from '../worker/bundle.ts';
import { stamped } from '../worker/prebuilt.ts';

/** Packs the workflow code into one file that workers are started with (`--bundle`). */
const FILE = new URL('../dist/workflows.bundle.js', import.meta.url);

const { code } = await bundleWorkflows();
await mkdir(new URL('.', FILE), { recursive: true });
await writeFile(FILE, await stamped(code));
