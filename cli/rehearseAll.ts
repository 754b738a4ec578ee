import type { Followthrough, Rehearsal } from '../client/index.ts';
import type { Library } from '../procedures/library.ts';
import { EXIT } from './exit.ts';
import { entryLine } from './output/rehearsalView.ts';
import { isoIn } from './output/times.ts';
import { table } from './output/table.ts';
import { json, terminal } from './output/terminal.ts';
import { type Path, paths } from './samples.ts';
import { soundIn } from './system/procedures.ts';

/** Every path worth seeing of the shipped procedures, and every variant of the others without an answer. */
export async function rehearseAll(client: Followthrough, library: Library, asJson: boolean): Promise<void> {
  const done: [Path, Rehearsal][] = [];
  for (const path of pathsOf(library)) {
    const { title, procedure, variant, facts, contact, replyOn } = path;
    const { zone } = soundIn(library, procedure).calendar;
    if (!asJson) terminal.out(`${heading(path)} (times: ${zone})`);
    const rehearsal = await client.rehearse({
      procedure,
      variant,
      facts,
      contact,
      replyOn,
      onEntry: (entry) => void (asJson || terminal.out(entryLine(entry, zone))),
    });
    done.push([path, rehearsal]);
    if (asJson) json({ path: title, ...rehearsal }, isoIn(zone));
    else terminal.out('');
  }
  if (done.some(([, { outcome }]) => outcome === null)) process.exitCode = EXIT.refused;
  if (asJson) return;
  const rows = done.map(([path, { outcome }]) => [
    path.procedure,
    path.variant ?? '',
    path.title,
    outcome ?? 'did not end',
  ]);
  terminal.out(table(rows, terminal.width, ['procedure', 'variant', 'path', 'outcome']));
}

function pathsOf(library: Library): Path[] {
  const known = paths(Date.now());
  return library.procedures.flatMap(({ name }): Path[] => {
    const own = known.filter(({ procedure }) => procedure === name);
    if (own.length > 0) return own;
    const variants = Object.keys(soundIn(library, name).procedure.variants);
    const plain = { procedure: name, title: 'nobody answers', facts: {} };
    return variants.length === 0 ? [plain] : variants.map((variant) => ({ ...plain, variant }));
  });
}

function heading({ procedure, variant, title }: Path): string {
  return `${procedure}${variant === undefined ? '' : `, variant ${variant}`}: ${title}`;
}
