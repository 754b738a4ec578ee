import type { Hours } from './contactRules.ts';
import type { Places } from './places.ts';
import { zonesOfRegion } from './regions.ts';

/** States of the USA whose law is stricter than the country's about calls and texts. */
const STRICT = ['US-FL', 'US-OK'];

export interface StateRule {
  hours: Hours;
  /** Calls and texts together. */
  contacts: number;
  inHours: number;
}

const RULE: StateRule = { hours: { from: '08:00', until: '20:00' }, contacts: 3, inHours: 24 };

/** The stricter rule, if the person may be in such a state. Where no state is known, any that has one of the zones may be it. */
export function strictState({ regions, countries, zones }: Places): StateRule | null {
  if (regions.some((region) => STRICT.includes(region))) return RULE;
  if (regions.length > 0 || !countries.includes('US')) return null;
  const possible = STRICT.some((state) => zonesOfRegion(state).some((zone) => zones.includes(zone)));
  return possible ? RULE : null;
}
