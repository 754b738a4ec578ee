import { MOVE_REFUSALS } from '../../domain/move/errors.ts';
import type { CaseChange, CaseChanges } from '../../client/index.ts';
import { ownZone, short } from './times.ts';
import { effectWords, waitingWords } from './wording.ts';

const REFUSED: Record<string, string> = {
  ...MOVE_REFUSALS,
  'not-carried': 'Temporal does not carry it; see followthrough orphans',
  'kept-changing': 'it changed each time that it was looked at; run the command again',
};

/** How many of a case's later steps are shown with their dates. */
const SHIFTED = 6;

/** One case: when it goes on, what is new, what is gone, what comes on another day. Times are those of the case. */
export function changeLines(given: CaseChange, verb: string): string[] {
  const { caseId } = given;
  if (given.became === 'unchanged') return [];
  if (given.became === 'refused') {
    return given.refused.map(({ code, about }) => {
      return `${caseId}: stays as it is: ${REFUSED[code] ?? code}${about ? ` (${about})` : ''}.`;
    });
  }
  const zone = given.zone ?? ownZone();
  const { next, waitsFor, added, dropped, shifted } = given.change;
  const date = (at: number | null, on: string | null) => {
    const what = waitingWords(on, at);
    return at === null ? what || 'no date' : `${short(at, zone)}${what ? ` (${what})` : ''}`;
  };
  const [was, will] = [date(next.was, waitsFor.was), date(next.will, waitsFor.will)];
  const done = {
    'would-change': '',
    changed: ` ${verb}.`,
    pending: ' kept, and done as soon as it can be asked.',
  };
  const more = shifted.length - SHIFTED;
  return [
    `${caseId}:${done[given.became]} ${was === will ? `next as before, ${was}` : `next ${was} → ${will}`}`,
    ...(added.length > 0 ? [`    new: ${added.map(effectWords).join(', ')}`] : []),
    ...(dropped.length > 0 ? [`    no longer: ${dropped.map(effectWords).join(', ')}`] : []),
    ...shifted
      .slice(0, SHIFTED)
      .map((each) => `    ${effectWords(each.what)}: ${short(each.was, zone)} → ${short(each.will, zone)}`),
    ...(more > 0 ? [`    and ${more} more on other days`] : []),
  ];
}

/** How many became what, and what to do next. */
export function summaryOf({ counts, stopped }: CaseChanges, verb: string, applied: boolean): string {
  const { changed, pending, refused, unchanged } = counts;
  const would = counts['would-change'];
  const parts = [
    applied ? `${cases(changed)} ${verb}` : `${cases(would)} would be ${verb}`,
    ...(pending > 0 ? [`${cases(pending)} asked, but not yet answered`] : []),
    ...(refused > 0 ? [`${cases(refused)} ${refused === 1 ? 'stays as it is' : 'stay as they are'}`] : []),
    ...(unchanged > 0 ? [`${cases(unchanged)} without a change`] : []),
  ];
  const end =
    stopped === undefined ? '' : ` It ended before the last case: ${stopped}. Run it again to go on.`;
  const hint = applied || would === 0 ? '' : ' Nothing has been changed: add --yes to do it.';
  return `${parts.join(', ')}.${end}${hint}`;
}

function cases(count: number): string {
  return count === 1 ? '1 case' : `${count} cases`;
}
