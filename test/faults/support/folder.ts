import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../procedures', import.meta.url));
const CALENDAR = join('calendars', 'always-open.yaml');

export interface Folder {
  path: string;
  remove(): Promise<void>;
}

/**
 * The procedures of these tests, with a calendar whose midnight is hours away: a step that is due today must not become
 * one of yesterday while a test runs.
 * @param source another folder with procedures that use the calendar always-open
 */
export async function proceduresOfToday(source = SOURCE): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'procedures-'));
  await cp(source, path, { recursive: true });
  const hour = new Date().getUTCHours();
  const zone = hour >= 1 && hour < 22 ? 'UTC' : 'Asia/Tokyo';
  const calendar = await readFile(join(path, CALENDAR), 'utf8');
  await writeFile(join(path, CALENDAR), calendar.replace('zone: UTC', `zone: ${zone}`));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
