import type { Heard } from '../../client/index.ts';
import { shortId } from '../system/find.ts';
import { terminal } from './terminal.ts';

/** Whoever enters what a contact said is told that it was taken for a refusal, and how to say that it is none. */
export function sayRefusal({ id, refusal }: Heard & { id: string }): void {
  if (refusal === 'keyword')
    terminal.out(
      'It is an opt-out as well, in every case: only the contact ends it, see "followthrough opt-in".',
    );
  if (refusal === 'phrase')
    terminal.out(
      `Its words were taken for a refusal, which holds in every case. If they are none: followthrough inbox no-refusal ${shortId(id)}`,
    );
}
