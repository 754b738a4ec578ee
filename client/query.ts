import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { isGrpcServiceError } from '@temporalio/client';
import type { Context } from './context.ts';
import { Undelivered, within } from './engine.ts';

const ASK_AGAIN_MS = 50;

/**
 * Asks a case itself. For a moment after its start, and between two runs of a case that is carried over, nobody can answer:
 * that is waited out.
 * @param name of the query, see `workflows/messages.ts`
 * @param ms how long to wait for an answer, in milliseconds
 * @throws Undelivered when no worker answers in time
 * @throws WorkflowNotFoundError when Temporal does not carry the case
 */
export async function query<T>(
  { engine, patience }: Context,
  caseId: string,
  name: string,
  ms = patience,
): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    try {
      return await within(engine, until - Date.now(), () => engine.workflow.getHandle(caseId).query<T>(name));
    } catch (error) {
      if (!isTooEarly(error) || Date.now() + ASK_AGAIN_MS > until) throw error;
    }
    await sleep(ASK_AGAIN_MS);
  }
}

function isTooEarly(error: unknown): boolean {
  const said = error instanceof Undelivered && error.cause instanceof Error ? error.cause.cause : null;
  return isGrpcServiceError(said) && said.code === status.FAILED_PRECONDITION;
}
