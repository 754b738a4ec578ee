import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import type { Sealing } from './keys.ts';

/** The same for client, worker and bundle: what a failure says goes where a codec can seal it. */
export const FAILURES = fileURLToPath(new URL('../../workflows/failures.cjs', import.meta.url));

/** How client, worker and replayer write and read payloads; part of their options. */
export function converting({ codec }: Sealing): { dataConverter?: DataConverter } {
  return codec === undefined
    ? {}
    : { dataConverter: { payloadCodecs: [codec], failureConverterPath: FAILURES } };
}
