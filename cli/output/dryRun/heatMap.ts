import { DateTime } from 'luxon';
import { type Html, html } from '../html.ts';
import { date, number } from './words.ts';

/** A figure for each day of a calendar. */
export interface Heat {
  title: string;
  from: string;
  to: string;
  /** Days without a figure are empty. */
  value: (date: string) => number;
  /** The figure in the cell. */
  short: (value: number) => string;
  /** A small second line in the cell; empty: none. */
  under: (date: string) => string;
  /** All that is known of the day, for the tooltip and for those who listen to the page. */
  says: (date: string) => string;
  daysOff: Record<string, string>;
  unit: string;
  /** The figures are whole numbers. */
  whole: boolean;
}

const STEPS = 5;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Months as small calendars whose days are the darker the larger their figure is; the figure stands in each of them. */
export function heatMap(heat: Heat): Html {
  const months = monthsBetween(heat.from, heat.to);
  const most = Math.max(1, ...months.flatMap((month) => daysOf(month).map((day) => heat.value(day))));
  return html`<section>
<h2>${heat.title}</h2>
<div class="months">${months.map((month) => monthTable(month, heat, most))}</div>
${legend(heat, most)}
</section>`;
}

function monthTable(month: string, heat: Heat, most: number): Html {
  const days = daysOf(month);
  const name = DateTime.fromISO(`${month}-01`, { zone: 'utc', locale: 'en' });
  const cells: (string | null)[] = [...Array.from({ length: name.weekday - 1 }, () => null), ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    cells.slice(week * 7, week * 7 + 7),
  );
  const sum = days.reduce((total, day) => total + heat.value(day), 0);
  return html`<table class="month">
<caption>${name.toFormat('LLLL yyyy')} <span>${heat.short(sum) || '0'} ${heat.unit}</span></caption>
<thead><tr>${WEEKDAYS.map((day) => html`<th scope="col">${day}</th>`)}</tr></thead>
<tbody>${weeks.map((week) => html`<tr>${week.map((day) => dayCell(day, heat, most))}</tr>`)}</tbody>
</table>`;
}

function dayCell(day: string | null, heat: Heat, most: number): Html {
  if (day === null) return html`<td class="none"></td>`;
  const value = heat.value(day);
  const off = heat.daysOff[day];
  const inside = day >= heat.from && day <= heat.to;
  const kind = !inside
    ? 'outside'
    : value > 0
      ? `heat h${levelOf(value, most)}`
      : off === undefined
        ? 'quiet'
        : 'off';
  const under = heat.under(day);
  const says = [date(day), ...(off === undefined ? [] : [off]), inside ? heat.says(day) : ''].filter(Boolean);
  return html`<td class="${kind}" title="${says.join('\n')}"><span class="day">${Number(day.slice(8))}</span>${
    value > 0 ? html`<b>${heat.short(value)}</b>` : ''
  }${under === '' ? '' : html`<small>${under}</small>`}</td>`;
}

function levelOf(value: number, most: number): number {
  return Math.max(1, Math.ceil((value / most) * STEPS));
}

function legend({ unit, whole }: Heat, most: number): Html {
  const bounds = Array.from({ length: STEPS }, (_, step) => (most / STEPS) * (step + 1));
  const steps = bounds.flatMap((upTo, step) => {
    const from = whole ? Math.floor(bounds[step - 1] ?? 0) + 1 : (bounds[step - 1] ?? 0);
    const last = whole ? Math.floor(upTo) : upTo;
    if (from > last) return [];
    const range = from === last ? number(last) : `${number(from)}–${number(last)}`;
    return [html`<li><i class="heat h${step + 1}"></i>${range}</li>`];
  });
  return html`<ul class="legend">${steps}<li><i class="off"></i>day off</li><li>${unit} a day</li></ul>`;
}

function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  const last = to.slice(0, 7);
  for (let at = DateTime.fromISO(`${from.slice(0, 7)}-01`, { zone: 'utc' }); ; at = at.plus({ months: 1 })) {
    const month = at.toFormat('yyyy-MM');
    if (month > last) return months;
    months.push(month);
  }
}

function daysOf(month: string): string[] {
  const { daysInMonth } = DateTime.fromISO(`${month}-01`, { zone: 'utc' });
  return Array.from({ length: daysInMonth ?? 0 }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`);
}
