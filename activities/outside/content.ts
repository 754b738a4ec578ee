import type { AnyItem } from '../../connectors/ports.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Content } from '../../ledger/claims.ts';
import type { Job } from './job.ts';

/** Writes what goes out, once: the exact bytes, and the words in them for people. */
export async function contentFor(job: Job, id: string, at: Instant): Promise<Content> {
  const item = await job.write(id, at);
  const words = wordsOf(item);
  if (job.way.by === 'hand')
    return {
      ...words,
      mediaType: 'text/plain; charset=utf-8',
      body: Buffer.from(words.text),
      messageId: null,
    };
  return { ...words, ...(await job.way.port.prepare(item)) };
}

function wordsOf(item: AnyItem): { subject: string | null; text: string } {
  switch (item.verb) {
    case 'send':
      return { subject: item.subject, text: item.text };
    case 'note':
      return { subject: item.title, text: item.text };
    case 'act':
      return { subject: null, text: item.name };
  }
}
