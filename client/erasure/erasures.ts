import type { Erasure } from '../../ledger/erasure/erasures.ts';
import { keepRegister } from '../../ledger/erasure/register.ts';
import type { Context } from '../context.ts';
import type { Carried } from './carryOut.ts';
import {
  type Erase,
  erase,
  erasure,
  type ErasurePreview,
  erasures as list,
  previewOfErasure,
} from './erase.ts';
import type { WhoToErase } from './find.ts';
import { type Reapplied, reapplyErasures } from './reapply.ts';

/** A finished erasure has its certificate; whom it was about is not among what can be read. */
export type KnownErasure = Omit<Erasure, 'subject'>;

/** Removing people for good (LAW-11). */
export interface ErasuresOf {
  /** What would go, and what would stay and why; changes nothing. */
  preview(given: WhoToErase & { by: string }): Promise<ErasurePreview>;
  /** Removes a person and blocks their addresses; once it returns it is carried through, whatever dies. */
  erase(given: Erase): Promise<Carried>;
  /** Newest first. */
  list(filter?: { limit?: number; before?: string | undefined }): Promise<KnownErasure[]>;
  show(id: string): Promise<KnownErasure>;
  /** Adds what is new to the register in a folder. */
  keepRegister(folder: string): Promise<void>;
  /** After a restore, before anything is sent: erases again whoever is in the register of a folder. */
  reapply(folder: string, given: { by: string }): Promise<Reapplied>;
}

export function erasuresOf(context: Context): ErasuresOf {
  return {
    preview: (given) => previewOfErasure(context, given),
    erase: (given) => erase(context, given),
    list: (filter) => list(context, filter),
    show: (id) => erasure(context, id),
    keepRegister: (folder) => keepRegister(context.ledger, folder),
    reapply: (folder, { by }) => reapplyErasures(context, folder, by),
  };
}
