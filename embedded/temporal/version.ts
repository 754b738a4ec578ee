import { execFile } from 'node:child_process';

/** The first server that can skip time for a single execution. */
export const OLDEST_SERVER = '1.32.0';

export interface BinaryVersion {
  serverVersion: string;
  /** Built from server/: it watches our pipe, so it needs no watchdog. */
  ours: boolean;
}

/** Reads `<binary> --version`, e.g. "temporal version 1.6.0 (Server 1.32.1, UI 2.54.1)"; undefined if it is no such line. */
export async function versionOf(binary: string): Promise<BinaryVersion | undefined> {
  const line = await new Promise<string>((resolve) => {
    execFile(binary, ['--version'], { timeout: 15_000, windowsHide: true }, (_error, stdout) =>
      resolve(stdout),
    );
  });
  const serverVersion = /\bServer v?(\d+\.\d+\.\d+[\w.-]*)/i.exec(line)?.[1];
  return serverVersion === undefined ? undefined : { serverVersion, ours: line.includes('version embedded') };
}

export function isNewEnough(version: string, oldest: string = OLDEST_SERVER): boolean {
  const [a, b] = [numbers(version), numbers(oldest)];
  for (let i = 0; i < 3; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbers(version: string): number[] {
  return version.split(/[.-]/).slice(0, 3).map(Number);
}
