import type { Followthrough, Rehearsal } from '../client/index.ts';
import type { Library } from '../procedures/library.ts';
import { EXIT } from './exit.ts';
import { entryLine } from './output/rehearsalView.ts';
import { isoIn } from './output/times.ts';
import { table } from './output/table.ts';
import { json, terminal } from './output/terminal.ts';
import type { Path } from './samples/sample.ts';
import { paths } from './samples/samples.ts';
import { loadedIn, soundIn } from './system/procedures.ts';

/** How many rehearsals run beside each other: one mostly waits for its clock to be moved. */
const AT_ONCE = 4;

/** Where nobody has said how it must end, nobody knows. */
type Shown = Omit<Path, 'ends'> & Partial<Pick<Path, 'ends'>>;

/**
 * Every way through the shipped procedures, and every variant of the others without an answer. One that ends otherwise
 * than it must is marked, and the command fails.
 * @param only the name of one procedure; absent: all of them
 */
export async function rehearseAll(
  client: Followthrough,
  library: Library,
  asJson: boolean,
  only?: string,
): Promise<void> {
  const procedures = only === undefined ? library.procedures : [loadedIn(library, only)];
  const rows: string[][] = [];
  let otherwise = 0;
  const rehearse = (path: Shown) => client.rehearse(path).catch(asFailed);
  for await (const [path, rehearsal] of inOrder(pathsOf({ ...library, procedures }), rehearse)) {
    const { zone } = soundIn(library, path.procedure).calendar;
    if (asJson) json({ path: path.title, ...rehearsal }, isoIn(zone));
    else show(path, rehearsal, zone);
    if (!asExpected(path, rehearsal)) otherwise += 1;
    rows.push([path.procedure, path.variant ?? '', path.title, outcomeWords(path, rehearsal)]);
  }
  if (otherwise > 0) process.exitCode = EXIT.refused;
  if (asJson) return;
  terminal.out(table(rows, terminal.width, ['procedure', 'variant', 'path', 'outcome']));
  const played = new Set(rows.map(([name]) => name)).size;
  const all = `${counted(rows.length, 'way')} through ${counted(played, 'procedure')}`;
  terminal.out(
    `\n${all}: ${otherwise === 0 ? 'each ended as it must' : `${otherwise} did not end as they must`}.`,
  );
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** One that breaks off does not keep the others from being seen. */
interface Failed extends Pick<Rehearsal, 'outcome' | 'timeline' | 'unused'> {
  failed: string;
}

function asFailed(error: unknown): Failed {
  const failed = error instanceof Error ? error.message : String(error);
  return { outcome: null, timeline: [], unused: [], failed };
}

/** Several at once; each result as soon as those before it are there. `work` must not fail. */
async function* inOrder<T, R>(items: T[], work: (item: T) => Promise<R>): AsyncGenerator<[T, R]> {
  const begun: [T, Promise<R>][] = [];
  for (const item of items) {
    begun.push([item, work(item)]);
    const first = begun.length < AT_ONCE ? undefined : begun.shift();
    if (first) yield [first[0], await first[1]];
  }
  for (const [item, result] of begun) yield [item, await result];
}

function show(path: Shown, { timeline }: Rehearsal | Failed, zone: string): void {
  terminal.out(`${heading(path)} (times: ${zone})`);
  // That dates were planned is not worth a line: what they are shows by itself.
  const told = timeline.filter(({ what }) => what !== 'planned');
  for (const entry of told) terminal.out(entryLine(entry, zone));
  terminal.out('');
}

function asExpected({ ends }: Shown, { outcome, unused }: Rehearsal | Failed): boolean {
  return outcome !== null && unused.length === 0 && (ends === undefined || outcome === ends);
}

function outcomeWords(path: Shown, rehearsal: Rehearsal | Failed): string {
  if ('failed' in rehearsal) return rehearsal.failed;
  const said = rehearsal.outcome ?? 'did not end';
  if (asExpected(path, rehearsal)) return said;
  const never = rehearsal.unused.map((name) => `${name} never came`);
  const expected = path.ends === undefined || path.ends === rehearsal.outcome ? [] : [`not ${path.ends}`];
  return [said, ...expected, ...never].join(', ');
}

function pathsOf(library: Library): Shown[] {
  const known = paths(Date.now());
  return library.procedures.flatMap(({ name }): Shown[] => {
    const own = known.filter(({ procedure }) => procedure === name);
    if (own.length > 0) return own;
    const variants = Object.keys(soundIn(library, name).procedure.variants);
    const plain = { procedure: name, title: 'nobody answers', facts: {} };
    return variants.length === 0 ? [plain] : variants.map((variant) => ({ ...plain, variant }));
  });
}

function heading({ procedure, variant, title }: Shown): string {
  return `${procedure}${variant === undefined ? '' : `, variant ${variant}`}: ${title}`;
}
