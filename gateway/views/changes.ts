import type { Static } from 'typebox';
import type { CaseChange } from '../../client/move/run.ts';
import type * as schemas from '../schemas/versions.ts';
import { iso, isoOrNull } from './moments.ts';

export function changeView(found: CaseChange): Static<typeof schemas.CaseChange> {
  const { caseId, became } = found;
  return {
    caseId,
    became,
    change: 'change' in found ? shown(found.change) : null,
    refused: 'refused' in found ? found.refused : [],
  };
}

function shown({
  next,
  waitsFor,
  added,
  dropped,
  shifted,
}: Extract<CaseChange, { change: object }>['change']) {
  return {
    next: { was: isoOrNull(next.was), will: isoOrNull(next.will) },
    waitsFor,
    added,
    dropped,
    shifted: shifted.map(({ what, was, will }) => ({ what, was: iso(was), will: iso(will) })),
  };
}
