import { setTimeout as sleep } from 'node:timers/promises';
import type { Static } from 'typebox';
import type { Followthrough } from '../../client/index.ts';
import { findUpload, type Upload } from '../../ledger/uploads.ts';
import { GatewayError } from '../errors.ts';
import type * as schemas from '../schemas/imports.ts';
import { iso } from '../views/moments.ts';

type View = Static<typeof schemas.Upload>;

/** How an upload stands. @throws GatewayError FT-HTTP-NO-UPLOAD */
export async function uploadView(client: Followthrough, id: string): Promise<View> {
  const upload = await findUpload(client.ledger, id);
  if (!upload || upload.received_at === null)
    throw new GatewayError('FT-HTTP-NO-UPLOAD', 404, `there is no upload "${id}".`);
  const { procedure, list, bytes, import_id: importId, error_code: code, error } = upload;
  const begun = importId === null ? null : await client.showImport(importId);
  const done = begun ? Object.values(begun.counts).reduce((sum, count) => sum + count, 0) : 0;
  return {
    id: upload.id,
    procedure,
    list,
    bytes,
    state: stateOf(upload),
    begunAt: iso(upload.begun_at),
    import: importId,
    done,
    rows: begun?.rows ?? null,
    error: code === null ? null : { code, detail: error ?? '' },
  };
}

function stateOf({ ended_at, error_code, import_id }: Upload): View['state'] {
  if (ended_at !== null) return error_code === null ? 'done' : 'failed';
  return import_id === null ? 'waiting' : 'at-work';
}

const LOOK_EVERY_MS = 500;
/** Proxies close what says nothing for long. */
const SAY_SOMETHING_MS = 15_000;

/** Server-sent events: `progress` whenever it has changed, and `end` with how it ended. */
export async function* progressOf(client: Followthrough, id: string): AsyncGenerator<string> {
  let before = '';
  for (let quiet = 0; ; quiet += LOOK_EVERY_MS) {
    const view = await uploadView(client, id);
    const data = JSON.stringify(view);
    const ended = view.state === 'done' || view.state === 'failed';
    if (ended) return yield `event: end\ndata: ${data}\n\n`;
    if (data !== before) yield `event: progress\ndata: ${data}\n\n`;
    else if (quiet % SAY_SOMETHING_MS === 0) yield ': still at work\n\n';
    before = data;
    await sleep(LOOK_EVERY_MS);
  }
}
