import { DateTime } from 'luxon';
import type { PreviewCase, PreviewItem, PreviewStep } from '../../domain/preview/preview.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import { table } from './table.ts';

const HEAD = ['', 'date', 'time', 'day', 'what'];

/** A case as a little calendar: weekday, date, time, day of the procedure, what happens. */
export function calendarView(procedure: Procedure, previewed: PreviewCase, width: number): string {
  const { variant, zone } = previewed;
  const title = variant === null ? procedure.title : `${procedure.title} (variant ${variant})`;
  const rows = previewed.steps.map((step) => rowOf(step, zone));
  return [
    title,
    '',
    table(rows, width, HEAD),
    '',
    `Times are those of ${zone}. A reply stops all of it.`,
    ...(previewed.steps.some(({ at }) => at === undefined)
      ? ['* At the earliest: its hours count from when the step before it is done.']
      : []),
  ].join('\n');
}

function rowOf(step: PreviewStep, zone: string): string[] {
  const day = step.day === undefined ? '' : String(step.day);
  const condition = step.if === undefined ? '' : `if ${step.if}: `;
  const what = condition + step.does.map(itemWords).join(', ');
  const at = DateTime.fromISO(step.at ?? step.earliest ?? '', { zone }).setLocale('en');
  const time = `${at.toFormat('HH:mm')}${step.at === undefined ? ' *' : ''}`;
  return [at.toFormat('ccc'), at.toFormat('d LLL yyyy'), time, day, what];
}

function itemWords({ verb, name, channel }: PreviewItem): string {
  if (verb === 'approval') return `approval of ${name}`;
  return channel === undefined ? `${verb} ${name}` : `${verb.replace(/-.*/, '')} ${name} (${channel})`;
}
