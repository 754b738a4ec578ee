import type { Procedure } from '../procedure.ts';

export type Section = 'head' | 'facts' | 'clock' | 'variants' | 'steps';

/**
 * What could be read of a file that may be faulty. Where a section is not in `sound` its values may be blank, and no
 * check that depends on them is made: one slip must not be reported as five.
 */
export interface Draft {
  procedure: Procedure;
  sound: ReadonlySet<Section>;
}
