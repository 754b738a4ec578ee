import { type Html, html } from '../html.ts';
import { heatMap } from './heatMap.ts';
import type { DryRunReport } from './report.ts';
import {
  changesSection,
  daysSection,
  endsSection,
  peopleSection,
  rolesSection,
  totalsSection,
} from './sections.ts';
import { STYLE } from './style.ts';
import {
  assumptions,
  cases,
  counted,
  date,
  difference,
  HEADINGS,
  hours,
  number,
  shownKinds,
} from './words.ts';

/** A dry run as a page of its own: no script, nothing from elsewhere, readable without colours. */
export function dryRunPage(report: DryRunReport): string {
  const { title, procedure, version, comparedWith, totals, period, refused } = report;
  const against = comparedWith === null ? '' : `, against ${comparedWith}`;
  const when = period ? `${date(period.from)} to ${date(period.to)}` : 'nothing would have been done';
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Dry run of ${procedure}, ${version}</title>
<style>${{ html: STYLE }}</style>
</head>
<body><main>
<h1>${title}</h1>
<p class="soft">Dry run of ${procedure}, ${version}${against}: ${cases(totals.cases)}, ${when}.${
    refused.count > 0 ? ` ${counted(refused.count, 'line')} left out.` : ''
  }</p>
${tiles(report)}
${period ? body(report, period) : ''}
<ul class="notes">${assumptions(report).map((line) => html`<li>${line}</li>`)}</ul>
</main></body>
</html>
`;
  return page.html;
}

function body(report: DryRunReport, period: { from: string; to: string }): Html {
  const { totals, compared } = report;
  return html`${contactsMap(report, period)}
${totals.minutes > 0 ? workMap(report, period) : ''}
<div class="pair">${totalsSection(report)}${endsSection(report)}</div>
${peopleSection(report)}
${totals.roles.length > 0 ? rolesSection(report) : ''}
${compared ? changesSection(report, compared.differences) : ''}
${daysSection(report)}`;
}

type Tile = [figure: string, what: string, change: number | undefined];

function twice(now: number, before: number | undefined): Tile {
  const what = `${now === 1 ? 'person' : 'people'} twice on a day`;
  return [number(now), what, before === undefined ? undefined : now - before];
}

function tiles({ totals, compared }: DryRunReport): Html {
  const { people } = totals;
  const shown: Tile[] = [
    [number(totals.cases), totals.cases === 1 ? 'case' : 'cases', undefined],
    [number(totals.contacts), 'contacts', compared ? totals.contacts - compared.totals.contacts : undefined],
    [
      number(people.average),
      'contacts a person',
      compared ? people.average - compared.totals.people.average : undefined,
    ],
    [
      number(totals.minutes / 60),
      'hours of work',
      compared ? (totals.minutes - compared.totals.minutes) / 60 : undefined,
    ],
    ...(people.unnamed < people.people ? [twice(people.twiceADay, compared?.totals.people.twiceADay)] : []),
  ];
  return html`<ul class="tiles">${shown.map(
    ([figure, what, change]) =>
      html`<li><b>${figure}</b><span>${what}</span>${
        change === undefined
          ? ''
          : html`<em>${Math.abs(change) < 0.05 ? 'as before' : `${difference(change)} to before`}</em>`
      }</li>`,
  )}</ul>`;
}

function contactsMap(report: DryRunReport, { from, to }: { from: string; to: string }): Html {
  const { totals, compared, daysOff } = report;
  const days = new Map(totals.days.map((day) => [day.date, day]));
  const before = new Map(compared?.totals.days.map((day) => [day.date, day.contacts]));
  const change = (each: string) => (days.get(each)?.contacts ?? 0) - (before.get(each) ?? 0);
  return heatMap({
    title: 'Contacts by day',
    unit: 'contacts',
    whole: true,
    from,
    to,
    daysOff,
    value: (each) => days.get(each)?.contacts ?? 0,
    short: (value) => (value > 0 ? number(value) : ''),
    under: (each) => (compared && change(each) !== 0 ? difference(change(each)) : ''),
    says: (each) => {
      const day = days.get(each);
      const kinds = shownKinds(report).flatMap((kind) =>
        day && day.counts[kind] > 0 ? [`${HEADINGS[kind]}: ${number(day.counts[kind])}`] : [],
      );
      const was = compared ? [`before: ${counted(before.get(each) ?? 0, 'contact')}`] : [];
      return [counted(day?.contacts ?? 0, 'contact'), ...kinds, ...was].join('\n');
    },
  });
}

function workMap(
  { totals, workday, daysOff }: DryRunReport,
  { from, to }: { from: string; to: string },
): Html {
  const minutes = new Map(totals.days.map((day) => [day.date, day.minutes]));
  return heatMap({
    title: 'Work for staff by day, in hours',
    unit: 'hours',
    whole: false,
    from,
    to,
    daysOff,
    value: (each) => (minutes.get(each) ?? 0) / 60,
    short: (value) => (value > 0 ? number(value) : ''),
    under: () => '',
    says: (each) => {
      const work = minutes.get(each) ?? 0;
      return work === 0 ? 'nothing to do' : `${hours(work)}, ${counted(work / workday, 'full day')} of work`;
    },
  });
}
