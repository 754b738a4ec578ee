import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as letOthers } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { CalendarRules } from '../domain/calendar/rules.ts';
import type { LoadedProcedure } from '../domain/procedure/assemble.ts';
import type { Procedure } from '../domain/procedure/procedure.ts';
import { type Question, questionsOf } from '../domain/proof/procedure.ts';
import { type Proof, proving } from '../domain/proof/prove.ts';
import { defaultCacheDir } from '../embedded/temporal/cache.ts';

/** What decides a proof besides the procedure: another interpreter, planner or prover proves everything anew. */
const DECIDING = ['program', 'compile', 'calendar', 'proof', 'procedure'];

const known = new Map<string, Promise<Proof>>();
let interpreter: Promise<string> | undefined;

/**
 * The proofs of a procedure's variants. What is proven of one shape holds whatever the wording; it is proven once per
 * interpreter and kept in the user's cache. A cache that cannot be read or written costs a second, nothing else.
 */
export function provenOf(
  { messages }: LoadedProcedure,
  procedure: Procedure,
  { hours }: CalendarRules,
): Promise<Proof[]> {
  return Promise.all(
    questionsOf(procedure, messages, hours).map(async (question) => {
      const proof = known.get(question.shape) ?? kept(question);
      known.set(question.shape, proof);
      return { ...(await proof), variant: question.variant };
    }),
  );
}

async function kept({ shape, program, demands }: Question): Promise<Proof> {
  interpreter ??= interpreterHash();
  const name = createHash('sha256')
    .update(`${shape} ${await interpreter}`)
    .digest('hex')
    .slice(0, 32);
  const folder = join(defaultCacheDir(), 'proofs');
  const file = join(folder, `${name}.json`);
  const before = await readFile(file, 'utf8').then(parsed, () => null);
  if (before) return before;
  const proof = await inPieces(proving(program, demands));
  await keep(folder, file, proof).catch(() => undefined);
  return proof;
}

/** A gateway goes on answering, and a worker says that it lives. */
async function inPieces<T>(work: Generator<void, T>): Promise<T> {
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
    await letOthers();
  }
}

function parsed(text: string): Proof | null {
  try {
    return JSON.parse(text) as Proof;
  } catch {
    return null;
  }
}

/** Written beside and renamed, so that two processes which prove at once leave one whole file. */
async function keep(folder: string, file: string, proof: Proof): Promise<void> {
  await mkdir(folder, { recursive: true });
  const beside = `${file}.${process.pid}`;
  await writeFile(beside, JSON.stringify(proof));
  await rename(beside, file);
}

async function interpreterHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of DECIDING) {
    const path = fileURLToPath(new URL(`../domain/${folder}`, import.meta.url));
    for (const file of (await readdir(path, { recursive: true })).sort()) {
      if (!/\.[jt]s$/.test(file) || file.endsWith('.d.ts')) continue;
      hash.update(`${file}\0`).update(await readFile(join(path, file)));
    }
  }
  return hash.digest('hex');
}
