import type { Procedure } from '../procedure/procedure.ts';
import { CONDITIONS } from '../procedure/vocabulary/head.ts';
import { spaced } from '../words.ts';
import { type Drawing, FRAME } from './drawing.ts';

const HAPPENS = 'it happens, or is not wanted any more';

/** What stops the case wherever it stands, and what a reply after the end does. */
export function drawStops(drawing: Drawing, { stopWhen, afterEnd, owner }: Procedure, ends: string[]): void {
  const people = `${spaced(owner)} settles or resumes`;
  const reply = drawing.node('person', ['all contact stops', people], [], 'outside');
  drawing.dotted({ from: FRAME, label: 'a reply, at any time' }, reply);
  const outcomes = stopWhen.flatMap((rule) => CONDITIONS[rule] ?? []);
  const over = drawing.node('end', outcomes, [], 'outside');
  drawing.dotted({ from: FRAME, label: outcomes.length > 1 ? HAPPENS : 'not wanted any more' }, over);
  if (ends.length === 0) return;
  const again = afterEnd === 'reopen';
  const late = again ? reply : drawing.node('person', [`${spaced(owner)} reads it`], [], 'outside');
  for (const from of ends)
    drawing.dotted({ from, label: again ? 'a reply opens it again' : 'a late reply' }, late);
}
