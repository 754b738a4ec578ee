import type { Differences } from '../../../domain/dryRun/differences.ts';
import { WORK } from '../../../domain/dryRun/happening.ts';
import { spaced } from '../../../domain/words.ts';
import { type Html, html } from '../html.ts';
import { changeLines } from './changedView.ts';
import type { DryRunReport } from './report.ts';
import {
  cases,
  changeWords,
  counted,
  date,
  days,
  difference,
  endWords,
  HEADINGS,
  hours,
  inRanges,
  number,
  shownKinds,
} from './words.ts';

type Cell = string | Html;

/** A table of figures; the first cell of a row is its heading. */
function rows(head: string[], body: Cell[][]): Html {
  return html`<div class="wide"><table class="rows">
${head.length > 0 ? html`<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>` : ''}
<tbody>${body.map(
    ([first = '', ...cells]) =>
      html`<tr><th scope="row">${first}</th>${cells.map((cell) =>
        typeof cell === 'string' ? html`<td>${cell}</td>` : cell,
      )}</tr>`,
  )}</tbody>
</table></div>`;
}

function section(title: string, ...content: (Html | string)[]): Html {
  return html`<section><h2>${title}</h2>${content.map((each) => html`${each}`)}</section>`;
}

export function totalsSection(report: DryRunReport): Html {
  const { totals, compared } = report;
  const body = shownKinds(report).map((kind) => {
    const now = totals.counts[kind];
    if (!compared) return [HEADINGS[kind], number(now)];
    const before = compared.totals.counts[kind];
    return [HEADINGS[kind], number(before), number(now), difference(now - before)];
  });
  return section('In all', rows(compared ? ['', 'before', 'now', 'change'] : ['', 'number'], body));
}

export function endsSection({ totals, compared }: DryRunReport): Html {
  const ends = [...new Set([...Object.keys(totals.ends), ...Object.keys(compared?.totals.ends ?? {})])];
  const body = ends.map((end) => {
    const now = totals.ends[end] ?? 0;
    if (!compared) return [endWords(end), number(now)];
    const before = compared.totals.ends[end] ?? 0;
    return [endWords(end), number(before), number(now), difference(now - before)];
  });
  const head = compared ? ['', 'before', 'now', 'change'] : ['', 'cases'];
  return section('How the cases would have ended', rows(head, body));
}

export function peopleSection({ totals, compared }: DryRunReport): Html {
  const { byContacts, busiest, unnamed, twiceADay } = totals.people;
  const ranges = inRanges(byContacts, compared?.totals.people.byContacts);
  const most = Math.max(1, ...ranges.map(({ now }) => now));
  const body = ranges.map(({ range, now, before }) => [
    range,
    ...(compared ? [number(before)] : []),
    number(now),
    bar(now / most),
  ]);
  const notes = [
    ...(unnamed > 0 ? [`${cases(unnamed)} without a contact id count as a person each.`] : []),
    ...(twiceADay > 0
      ? [
          `${counted(twiceADay, 'person', 'people')} would hear from us twice or more on one day, from several cases.`,
        ]
      : []),
  ];
  return section(
    'Contacts per person',
    ...notes.map((line) => html`<p class="soft">${line}</p>`),
    html`<div class="pair"><div>${rows(['people with', ...(compared ? ['before', 'now'] : ['']), ''], body)}</div>
<div>${busiest.length > 0 ? busiestTable(busiest) : ''}</div></div>`,
  );
}

function bar(share: number): Html {
  return share === 0
    ? html`<td class="bar"></td>`
    : html`<td class="bar" aria-hidden="true"><i style="width:${(share * 100).toFixed(1)}%"></i></td>`;
}

function busiestTable(busiest: DryRunReport['totals']['people']['busiest']): Html {
  const body = busiest.map(({ contact, contacts, most }) => [
    contact,
    number(contacts),
    number(most.contacts),
    date(most.date),
  ]);
  return rows(['most on one day', 'contacts', 'on one day', 'first on'], body);
}

export function rolesSection({ totals, workday }: DryRunReport): Html {
  const kinds = WORK.filter((kind) => totals.counts[kind] > 0);
  const body = totals.roles.map(({ role, counts, minutes, busiest }) => [
    spaced(role),
    ...kinds.map((kind) => (counts[kind] > 0 ? number(counts[kind]) : '')),
    hours(minutes),
    date(busiest.date),
    hours(busiest.minutes),
    days(busiest.minutes / workday),
  ]);
  const head = [
    '',
    ...kinds.map((kind) => HEADINGS[kind]),
    'hours',
    'busiest day',
    'its hours',
    'full days of work',
  ];
  return section('Work for staff', rows(head, body));
}

export function changesSection(report: DryRunReport, differences: Differences): Html {
  const { changed, same, examples } = differences;
  if (changed === 0)
    return section(
      'What changes',
      html`<p>Nothing: every case would have gone as before, to the minute.</p>`,
    );
  const kinds = shownKinds(report).flatMap((kind) => {
    const words = changeWords(kind, differences);
    return words === '' ? [] : [[HEADINGS[kind], html`<td class="words">${words}</td>`]];
  });
  return section(
    'What changes',
    html`<p>${cases(changed)} of ${number(changed + same)} would have gone otherwise.</p>`,
    rows([], kinds),
    html`<h2>${examples.length < changed ? `The first ${examples.length} of them` : 'Case by case'}</h2>`,
    ...examples.map(
      ({ name, contact, changes }) => html`<p><b>${name}</b>${contact === null ? '' : ` (${contact})`}</p>
<ul class="changes">${changeLines(changes, report.zone).map(({ sign, text }) => html`<li><span>${sign}</span>${text}</li>`)}</ul>`,
    ),
  );
}

export function daysSection(report: DryRunReport): Html {
  const { totals, compared } = report;
  const kinds = shownKinds(report);
  const before = new Map(compared?.totals.days.map((day) => [day.date, day.contacts]));
  const now = new Map(totals.days.map((day) => [day.date, day]));
  const body = [...new Set([...now.keys(), ...before.keys()])].sort().map((each) => {
    const day = now.get(each);
    const contacts = day?.contacts ?? 0;
    return [
      date(each),
      ...kinds.map((kind) => (day && day.counts[kind] > 0 ? number(day.counts[kind]) : '')),
      contacts > 0 ? number(contacts) : '',
      hours(day?.minutes ?? 0),
      ...(compared ? [difference(contacts - (before.get(each) ?? 0))] : []),
    ];
  });
  const head = [
    '',
    ...kinds.map((kind) => HEADINGS[kind]),
    'contacts',
    'hours',
    ...(compared ? ['change'] : []),
  ];
  return html`<details><summary>Every day and channel</summary>${rows(head, body)}</details>`;
}
