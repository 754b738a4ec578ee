import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import proto, { type temporal } from '@temporalio/proto';

const { History } = proto.temporal.api.history.v1;
type History = temporal.api.history.v1.IHistory;

/** The release whose running cases these histories stand for. A new release adds files and changes none. */
export const RELEASE = '0.1';

/** One case as Temporal recorded it. */
export interface Recorded {
  release: string;
  name: string;
  history: History;
}

const FOLDER = fileURLToPath(new URL('histories/', import.meta.url));

const fileOf = (name: string, release: string) => `${FOLDER}${release}-${name}.json`;

/** Writes a history that is not there yet, when RECORD_HISTORIES is set. One that is there is never overwritten. */
export async function keepHistory(name: string, history: History): Promise<void> {
  if (!process.env['RECORD_HISTORIES'] || existsSync(fileOf(name, RELEASE))) return;
  await mkdir(FOLDER, { recursive: true });
  await writeFile(fileOf(name, RELEASE), `${JSON.stringify(asJson(history), null, 1)}\n`);
}

const asJson = (history: History) =>
  History.toObject(History.fromObject(history), { enums: String, longs: String, bytes: String });

/** All recorded histories: release, scenario and history. */
export async function recordedHistories(): Promise<Recorded[]> {
  const files = existsSync(FOLDER) ? (await readdir(FOLDER)).filter((file) => file.endsWith('.json')) : [];
  return Promise.all(
    files.sort().map(async (file) => {
      const [, release = '', name = ''] = /^([\d.]+)-(.+)\.json$/.exec(file) ?? [];
      const history = History.fromObject(JSON.parse(await readFile(`${FOLDER}${file}`, 'utf8')));
      return { release, name, history };
    }),
  );
}

/** As the SDK's replayer takes them. The id is only a name here. */
export function* replays(recorded: Recorded[]) {
  for (const { release, name, history } of recorded) yield { workflowId: `${release}-${name}`, history };
}
