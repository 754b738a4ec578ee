import { EmbeddedError } from '../../../embedded/errors.ts';

/** The refusal of something that must not succeed. */
export async function refusal(attempt: Promise<unknown>): Promise<EmbeddedError> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof EmbeddedError) return error;
    throw error;
  }
  throw new Error('It was not refused');
}
