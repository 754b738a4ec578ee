import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { BUNDLE_NAME, readBundle, stamped, stampOf } from '../../worker/prebuilt.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { builtProduct } from '../support/built.ts';
import { type WorkerProcess, workerProcess } from '../support/workerProcess.ts';

jest.setTimeout(150_000);

describe('A bundle that is packed once a release', () => {
  let folder: string;
  let built: string;
  let stage: Stage;
  let worker: WorkerProcess | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bundle-'));
    built = join(await builtProduct(), 'dist', BUNDLE_NAME);
    stage = await openStage();
  });
  afterAll(async () => {
    await worker?.kill();
    await stage?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const start = (bundle: string) =>
    workerProcess({
      DATABASE_URL: stage.ledgerUrl,
      TEMPORAL_ADDRESS: stage.address,
      TEMPORAL_NAMESPACE: stage.namespace,
      FOLLOWTHROUGH_TASK_QUEUE: stage.taskQueue,
      FOLLOWTHROUGH_DATA_DIR: folder,
      FOLLOWTHROUGH_CONFIG: join(folder, 'none.yaml'),
      FOLLOWTHROUGH_BUNDLE: bundle,
    });

  test('DET-13: carries a case in a worker that packs nothing itself', async () => {
    worker = await start(built);
    const { outcome } = await stage.client.rehearse({ procedure: 'three-follow-ups' });
    expect(outcome).toBe('ended');
  });

  test('and whose log is one object a line, what Temporal itself says included', () => {
    const said = worker?.lines.map((line) => JSON.parse(line) as { part?: string; msg?: string }) ?? [];
    expect(said.map(({ part }) => part)).toEqual(said.map(() => 'worker'));
    expect(said).toContainEqual(expect.objectContaining({ msg: 'Worker state changed', state: 'RUNNING' }));
  });

  test('is what the worker runs: one that is broken stops it before it polls', async () => {
    const broken = join(folder, 'broken.js');
    await writeFile(broken, `throw new Error('broken on purpose');\n${await readFile(built, 'utf8')}`);
    await expect(start(broken)).rejects.toThrow('broken on purpose');
  });

  // Which of the three it is depends on the length of the source map, so each length is tried.
  test.each(['', 'a', 'ab'])(
    'can be read back whatever the length of its source map (%p more)',
    async (more) => {
      const sources = JSON.stringify({ version: 3, file: `workflows${more}` });
      const map = Buffer.from(sources).toString('base64');
      const written = await stamped(`run();\n//# sourceMappingURL=data:application/json;base64,${map}`);
      const file = join(folder, 'read-back.js');
      await writeFile(file, written);
      const { code } = await readBundle(file);
      const read = Buffer.from(code.slice(code.lastIndexOf('base64,') + 'base64,'.length), 'base64');
      expect(read.toString()).toBe(sources);
    },
  );

  test('of another release is refused, and so is a file that is none', async () => {
    const other = join(folder, 'other.js');
    const code = await readFile(built, 'utf8');
    await writeFile(other, code.replace(await stampOf(), '// workflows of followthrough 0.0.1'));
    await expect(readBundle(other)).rejects.toThrow('no bundle of this release');
    await expect(readBundle(join(folder, 'nothing.js'))).rejects.toThrow('"npm run build" makes it');
  });
});
