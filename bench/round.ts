import { setTimeout as sleep } from 'node:timers/promises';
import { cpuOf, cpuOfFamily } from './cpu.ts';
import { figuresOf, type HistoryFigures } from './histories.ts';
import type { OpenCase, SideName } from './sides.ts';
import type { Stage } from './stage.ts';

/** What so many cases of one side took, one after the other's start, several in flight. */
export interface Round {
  side: SideName;
  cases: number;
  seconds: number;
  /** Processor seconds; null where the system does not tell. */
  cpu: { worker: number | null; server: number | null; postgres: number | null };
  histories: HistoryFigures[];
}

/** Enough to keep two cores busy, few enough that none waits long. */
const IN_FLIGHT = 16;
/** Lists are written and workflows closed a moment after the last case ended; that belongs to the cases as well. */
const AFTERMATH_MS = 1_500;
/** All cases of a side are alike: some of each round tell whether that is so. */
const HISTORIES_READ = 10;

/** Plays so many cases to their end and measures. */
export async function playRound(stage: Stage, side: SideName, open: OpenCase, cases: number): Promise<Round> {
  const before = cpuNow(stage, side);
  const begun = performance.now();
  const ids = await playAll(stage, open, cases);
  const seconds = (performance.now() - begun) / 1000;
  await sleep(AFTERMATH_MS);
  const after = cpuNow(stage, side);
  const spent = (part: keyof Round['cpu']) => {
    const [from, to] = [before[part], after[part]];
    return from === null || to === null ? null : to - from;
  };
  const cpu = { worker: spent('worker'), server: spent('server'), postgres: spent('postgres') };
  const read = ids.slice(0, HISTORIES_READ);
  const histories = await Promise.all(read.map((id) => figuresOf(stage.client.engine, id)));
  return { side, cases, seconds, cpu, histories };
}

async function playAll(stage: Stage, open: OpenCase, cases: number): Promise<string[]> {
  const ids: string[] = [];
  let left = cases;
  const hand = async () => {
    while (left > 0) {
      left -= 1;
      const id = await open();
      await stage.client.engine.workflow.getHandle(id).result();
      ids.push(id);
    }
  };
  const hands = Array.from({ length: Math.min(IN_FLIGHT, cases) }, hand);
  await Promise.race([Promise.all(hands), stage.broken]);
  return ids;
}

function cpuNow({ pids }: Stage, side: SideName): Round['cpu'] {
  return { worker: cpuOf(pids[side]), server: cpuOf(pids.server), postgres: cpuOfFamily(pids.postgres) };
}
