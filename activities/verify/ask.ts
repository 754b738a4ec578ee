import { createHash } from 'node:crypto';
import type { LookUps } from '../../connectors/lookups/lookUps.ts';
import type { Question } from '../../connectors/lookups/port.ts';
import type { Looked, LookUpName } from '../../domain/verify/answers.ts';

/** In milliseconds: just above what a connector allows itself. */
export const LOOK_UP_LIMIT = 10_000;

export interface Asked<Name extends LookUpName = LookUpName> {
  connector: string;
  looked: Looked<Name>;
  /** SHA-256 of the answer; null: nothing could be read. */
  evidence: string | null;
}

/**
 * Asks one system. What fails, for whatever reason, was not readable: never an error, never a guess.
 * @param limit milliseconds
 */
export async function askSystem<Name extends LookUpName>(
  lookUps: LookUps,
  question: Question<Name>,
  rehearsal: boolean,
  limit = LOOK_UP_LIMIT,
): Promise<Asked<Name>> {
  const port = lookUps.port(question.name, rehearsal);
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Looked<Name>>((resolve) => {
    timer = setTimeout(() => resolve({ readable: false, why: 'no-answer-in-time' }), limit);
  });
  try {
    const asked = port.look(question).catch((): Looked<Name> => ({ readable: false, why: 'unreachable' }));
    const looked = await Promise.race([asked, tooLate]);
    const evidence = looked.readable ? hashOf(looked) : null;
    return { connector: port.connector, looked, evidence };
  } finally {
    clearTimeout(timer);
  }
}

function hashOf(looked: Looked): string {
  return createHash('sha256').update(JSON.stringify(looked)).digest('hex');
}
