import type { Static } from 'typebox';
import type { Asked } from '../../client/index.ts';
import type * as schemas from '../schemas/cases.ts';
import { isoOrNull } from './moments.ts';

/** What was asked of a case, and how it stands then. */
export function askedView({ view, ...plain }: Asked): Static<typeof schemas.Asked> {
  return { ...plain, view: view && { ...view, nextAt: isoOrNull(view.nextAt) } };
}

/** 200: done. 202: kept, and done when Temporal is back. */
export function askedStatus({ delivered }: { delivered: boolean }): 200 | 202 {
  return delivered ? 200 : 202;
}
