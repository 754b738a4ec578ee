import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Followthrough, type TemporalOptions, temporalFrom } from '../../client/index.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { type Authority, authority } from '../support/certificates.ts';
import { latch } from '../support/latch.ts';
import { type Folder, proceduresOfToday } from './support/folder.ts';
import { gated } from './support/gated.ts';
import { openWith } from './support/openWith.ts';
import { DAY_MS, question } from './support/questions.ts';
import { allRuns, failedTasks } from './support/runs.ts';
import { type TlsDoor, tlsDoor } from './support/tlsDoor.ts';

jest.setTimeout(60_000);

const CASES = 50;
const HOST = 'temporal.example.com';
const LOOK_MS = 50;

let folder: Folder;
let files: string;
let before: Authority;
let after: Authority;
let stage: Stage;
let door: TlsDoor;
let client: Followthrough;
const sending: string[] = [];
const maySend = latch();

beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), 'certificates-'));
  [before, after] = await Promise.all([authority('before'), authority('after')]);
  folder = await proceduresOfToday();
  stage = await openStage({ proceduresDir: folder.path });
  door = await tlsDoor(stage.address, HOST, before);
  await trusts(before);
  await shows(before);
  const temporal = reached();
  client = await stage.connect({ temporal });
  const port = gated(stage.client.ledger);
  port.whileDelivering = (caseId) => {
    sending.push(caseId);
    return maySend.opened;
  };
  await stage.startWorker({ temporal, lookEvery: LOOK_MS, deps: { connectors: port.connectors } });
});
afterAll(async () => {
  maySend.open();
  await stage?.close();
  await door?.close();
  await folder?.remove();
  await rm(files, { recursive: true, force: true });
});

const file = (name: string) => join(files, name);

function reached(): TemporalOptions {
  const env = {
    TEMPORAL_ADDRESS: door.address,
    TEMPORAL_NAMESPACE: stage.namespace,
    TEMPORAL_TLS_SERVER_NAME: HOST,
    TEMPORAL_TLS_CLIENT_CERT_PATH: file('client.pem'),
    TEMPORAL_TLS_CLIENT_KEY_PATH: file('client.key'),
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: file('ca.pem'),
  };
  const temporal = temporalFrom(env, LOOK_MS);
  if (!temporal) throw new Error('there is no address');
  return temporal;
}

/** Which servers we trust. */
const trusts = (...authorities: Authority[]) =>
  writeFile(file('ca.pem'), authorities.map(({ cert }) => cert).join('\n'));

/** What we show to the server. */
async function shows(by: Authority): Promise<void> {
  const { cert, key } = await by.issue('followthrough');
  await writeFile(file('client.pem'), cert);
  await writeFile(file('client.key'), key);
}

describe(`The certificates of Temporal are changed while ${CASES} emails are on their way`, () => {
  test('SRV-7: no case fails, every email goes out once, and replies are heard', async () => {
    const waiting = await openWith(stage, question(), { due: Date.now() + DAY_MS });
    const ids = await Promise.all(Array.from({ length: CASES }, () => openWith(stage, question(), {})));
    await until(async () => sending.length === CASES);
    expect(await client.reply(waiting, { text: 'One moment, please.' })).toMatchObject({ delivered: true });
    expect(new Set(door.within())).toEqual(new Set(['before']));

    // Too early: the server does not know the new authority yet.
    await trusts(before, after);
    await shows(after);
    await until(async () => door.refused() > 0);
    await door.accepts(before, after);
    await until(async () => door.within().includes('after'));

    await door.accepts(after);
    await trusts(after);
    door.cut();
    await until(async () => door.within().length > 0 && door.within().every((by) => by === 'after'));
    maySend.open();
    for (const id of ids) await until(async () => (await stage.client.summary(id)).status === 'closed');
    expect(await client.reply(waiting, { text: 'Thank you, it is settled.' })).toMatchObject({
      delivered: true,
    });
    expect(new Set(door.within())).toEqual(new Set(['after']));

    expect(sending).toHaveLength(CASES);
    for (const id of ids) {
      expect((await stage.client.summary(id)).outcome).toBe('ended');
      expect((await stage.client.outbox({ caseId: id })).map(({ name }) => name)).toEqual([
        'reminder',
        'reminded',
      ]);
      expect((await allRuns(stage, id)).flatMap(failedTasks)).toEqual([]);
    }
  });
});
