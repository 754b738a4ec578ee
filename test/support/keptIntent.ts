import type { InsertObject } from 'kysely';
import type { Ledger } from '../../ledger/connect.ts';
import { newIntentId } from '../../ledger/intents.ts';
import type { Schema } from '../../ledger/schema.ts';

type Row = InsertObject<Schema, 'intents'>;
type Told = Pick<Row, 'case_id' | 'channel' | 'name' | 'recipient' | 'state' | 'connector' | 'created_at'>;

/** A message of a case with its words, as the ledger has it, without a worker that has sent it. */
export async function keptIntent(
  ledger: Ledger,
  words: { mediaType: string; text: string },
  row: Told & Partial<Row>,
): Promise<string> {
  const id = typeof row.id === 'string' ? row.id : newIntentId();
  const { mediaType: media_type, text } = words;
  await ledger
    .insertInto('contents')
    .values({ hash: id, media_type, body: Buffer.from(text) })
    .execute();
  const usual = { round: 1, pass: 0, key: `test-${id}`, effect: 0, verb: 'send', attempt: true } as const;
  await ledger
    .insertInto('intents')
    .values({ ...usual, id, content_hash: id, ...row })
    .execute();
  return id;
}
