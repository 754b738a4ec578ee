import type { Procedure } from '../procedure/procedure.ts';
import type { Clock } from '../program/program.ts';

type Says = (old: string, now: string) => string;

/** How each setting of the clock is told; "none" stands for one that is not there. */
const SAYS: Record<keyof Clock, Says> = {
  calendar: (old, now) => `The calendar is "${now}" instead of "${old}".`,
  dayZero: (old, now) => `The days count from "${now}" instead of "${old}".`,
  firstDay: (old, now) => `The day on which the clock starts is called Day ${now} instead of Day ${old}.`,
  count: (old, now) => `It counts ${spacedOut(now)} instead of ${spacedOut(old)}.`,
  sentFrom: (old, now) => `What comes before ${now} belongs to the evening before (until now: ${old}).`,
  sentUntil: (old, now) =>
    `What comes after ${now} starts the clock on the next business day (until now: ${old}).`,
  at: (old, now) => `Steps are done at ${now} instead of ${old}.`,
  fullDaysBetween: (old, now) => `At least ${days(now)} between two attempts instead of ${days(old)}.`,
  skipAfterDays: (old, now) => `A step is left out when it is so many days late: ${now} (until now: ${old}).`,
};

export function clockChanges(old: Procedure, now: Procedure): string[] {
  return (Object.keys(SAYS) as (keyof Clock)[]).flatMap((key) => {
    const [was, will] = [old.clock[key], now.clock[key]];
    return was === will ? [] : [SAYS[key](String(was ?? 'none'), String(will ?? 'none'))];
  });
}

const spacedOut = (word: string) => word.replaceAll('-', ' ');
const days = (number: string) =>
  number === 'none' ? 'no full day' : number === '1' ? '1 full day' : `${number} full days`;
