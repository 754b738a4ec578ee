import { CancellationScope, condition, isCancellation, sleep } from '@temporalio/workflow';
import type { Instant } from '../domain/program/program.ts';

/**
 * Waits until an instant or until `changed` says that the need is no longer the same, whichever is first.
 * The timer has a scope of its own and `condition` has no timeout: the SDK's condition with a timeout was reported to
 * cancel too much when a signal races the timer (MSG-11).
 */
export async function waitUntil(
  until: Instant | null,
  now: () => Instant,
  changed: () => boolean,
  summary: string,
): Promise<'time' | 'change'> {
  if (until === null) {
    await condition(changed);
    return 'change';
  }
  const left = until - now();
  if (left <= 0) return 'time';
  let fired = false;
  const scope = new CancellationScope();
  const timer = scope
    .run(() => sleep(left, { summary }))
    .then(
      () => {
        fired = true;
      },
      (error: unknown) => {
        if (!isCancellation(error)) throw error;
      },
    );
  await condition(() => fired || changed());
  if (fired) return 'time';
  scope.cancel();
  await timer;
  return 'change';
}
