import { type BreakerRules, USUAL_BREAKER } from '../../domain/breaker/rules.ts';
import type { ConfigReader, Place } from './reader.ts';

/** Reads `breaker:`; what is not named is as usual. */
export function readBreaker(reader: ConfigReader, place: Place | undefined): BreakerRules {
  if (!place) return USUAL_BREAKER;
  const fields = reader.fields(place, ['failures', 'within-minutes', 'pause-minutes']);
  return {
    failures: reader.whole(fields.get('failures'), 1, 1_000) ?? USUAL_BREAKER.failures,
    withinMinutes: reader.whole(fields.get('within-minutes'), 1, 1_440) ?? USUAL_BREAKER.withinMinutes,
    pauseMinutes: reader.whole(fields.get('pause-minutes'), 1, 1_440) ?? USUAL_BREAKER.pauseMinutes,
  };
}
