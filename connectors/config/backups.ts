import { isScalar } from 'yaml';
import type { ConfigReader, Place } from './reader.ts';

/** Which backups of the ledger are taken by themselves. */
export interface BackupSettings {
  /** Null: `backups` in the data folder. */
  folder: string | null;
  everyHours: number;
  /** So many of the newest are kept. */
  keep: number;
}

export const USUAL_BACKUPS: BackupSettings = { folder: null, everyHours: 24, keep: 7 };

/**
 * Reads `backups:`.
 * @returns null: none are wanted; undefined: nothing is said, so the embedded ledger has the usual ones
 */
export function readBackups(
  reader: ConfigReader,
  place: Place | undefined,
): BackupSettings | null | undefined {
  if (!place) return undefined;
  if (isScalar(place.node)) return reader.word(place, ['none'] as const) === 'none' ? null : undefined;
  const fields = reader.fields(place, ['folder', 'every-hours', 'keep']);
  return {
    folder: reader.text(fields.get('folder')) ?? USUAL_BACKUPS.folder,
    everyHours: reader.whole(fields.get('every-hours'), 1, 720) ?? USUAL_BACKUPS.everyHours,
    keep: reader.whole(fields.get('keep'), 1, 1_000) ?? USUAL_BACKUPS.keep,
  };
}
