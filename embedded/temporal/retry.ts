import { isGrpcServiceError } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a server that is still starting, or under load, answers; anything else is final. */
const PASSING = new Set([
  4, // DEADLINE_EXCEEDED
  8, // RESOURCE_EXHAUSTED
  14, // UNAVAILABLE
]);

/** Repeats a call until it succeeds, fails for good, or `signal` says that waiting has no sense any more. */
export async function untilAnswered<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isPassing(error) || signal.aborted) throw error;
      await sleep(50);
    }
  }
}

export function grpcCode(error: unknown): number | undefined {
  const cause = error instanceof Error && !isGrpcServiceError(error) ? error.cause : error;
  return isGrpcServiceError(cause) ? cause.code : undefined;
}

function isPassing(error: unknown): boolean {
  const code = grpcCode(error);
  return code !== undefined && PASSING.has(code);
}
