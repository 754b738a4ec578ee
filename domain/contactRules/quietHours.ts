import type { Instant } from '../program/program.ts';
import type { ContactRules, Hours, Purpose } from './contactRules.ts';
import type { Places } from './places.ts';
import { strictState } from './states.ts';
import { insideAll, nextInside, nextOutside, type Window } from './window.ts';

/** What the law sets hours for. */
export const SPOKEN_OR_TEXTED = ['call', 'text'];

/** Hours in which a collector may be in touch (LAW-7). */
const COLLECTION: Hours = { from: '08:00', until: '21:00' };

/**
 * The hours that hold for a contact, on every clock that may be the person's: the house's own, and the stricter ones of
 * the presets. Empty: the channel has no hours.
 */
export function windowsFor(
  rules: ContactRules,
  { channel, purpose }: { channel: string; purpose: Purpose },
  places: Places,
): Window[] {
  const own = rules.hours[channel];
  const hours = own ? [own] : [];
  if (SPOKEN_OR_TEXTED.includes(channel)) {
    if (purpose === 'collection' && rules.presets.includes('debt-collection')) hours.push(COLLECTION);
    const state = rules.presets.includes('us-states') ? strictState(places) : null;
    if (state) hours.push(state.hours);
  }
  if (hours.length === 0) return [];
  const from = hours.map((each) => each.from).reduce((one, other) => (one > other ? one : other));
  const until = hours.map((each) => each.until).reduce((one, other) => (one < other ? one : other));
  return places.zones.map((zone) => ({ zone, from, until }));
}

/**
 * Whether it is within the hours wherever the person may be (LAW-3, TIM-3).
 * @returns null: it is; else from when it will be, or `never` when the places have no common hours
 */
export function quietUntil(windows: readonly Window[], at: Instant): Instant | 'never' | null {
  if (insideAll(windows, at)) return null;
  return nextInside(windows, at) ?? 'never';
}

/** When the hours end that it is within now; null: there are none, or it is outside them already. */
export function openUntil(windows: readonly Window[], at: Instant): Instant | null {
  return windows.length > 0 && insideAll(windows, at) ? nextOutside(windows, at) : null;
}
