import { createRequire } from 'node:module';

/** Node 26 brings a native `Temporal` clock that the workflow sandbox does not make deterministic (DET-2). */
const FIRST_REFUSED = 26;
const FIRST_SUPPORTED = [20, 3] as const;

/**
 * Refuses a Node version on which workflows would not be deterministic or the SDK does not run.
 * @throws Error that names the version and what to install
 */
export function requireNode(version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const tooOld = major < FIRST_SUPPORTED[0] || (major === FIRST_SUPPORTED[0] && minor < FIRST_SUPPORTED[1]);
  if (!tooOld && major < FIRST_REFUSED) return;
  throw new Error(`Node ${version} can't run Followthrough's worker: install Node 20.3 or later, below 26.`);
}

const require = createRequire(import.meta.url);

/** What a log of a later incident needs to know: the versions that decide what a date means (DET-3). */
export function versions(): Record<string, string> {
  const { node, tz, icu } = process.versions;
  return {
    node,
    tz: tz ?? 'none',
    icu: icu ?? 'none',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    holidays: versionOf('date-holidays'),
    dates: versionOf('luxon'),
  };
}

function versionOf(library: string): string {
  return (require(`${library}/package.json`) as { version: string }).version;
}
