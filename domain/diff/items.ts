import { isDeepStrictEqual } from 'node:util';
import { type About, sentenceFor } from '../explain/sentences.ts';
import type { Item, PlainItem } from '../procedure/procedure.ts';
import { itemsIn, type VariantStep } from '../procedure/timetable.ts';
import { OTHERWISE } from '../procedure/vocabulary/verbs.ts';
import { spaced } from '../words.ts';

/** One thing a step does, and in which case: null in every case. */
interface Done {
  only: string | null;
  item: PlainItem;
}

/** What a step does otherwise than before, each as a sentence in lower case. */
export function itemChanges(before: VariantStep, after: VariantStep, about: About): string[] {
  const [old, now] = [doneIn(before, about), doneIn(after, about)];
  const gone = old.filter((each) => !now.some((other) => alike(each, other)));
  const added = now.filter((each) => !old.some((other) => alike(each, other)));
  const kept = now.flatMap((each) => {
    const was = old.find((other) => alike(each, other));
    return was && !isDeepStrictEqual(was.item, each.item) ? propertyChanges(was, each) : [];
  });
  const renamed = gone.flatMap((each) => {
    const index = added.findIndex((other) => sameKind(each, other));
    const [other] = index < 0 ? [] : added.splice(index, 1);
    return other ? [{ each, other }] : [];
  });
  const dropped = gone.filter((each) => !renamed.some((pair) => pair.each === each));
  const inOrder =
    [gone, added, kept, renamed].every((list) => list.length === 0) && names(old) !== names(now);
  return [
    ...kept,
    ...renamed.map(
      ({ each, other }) => `${when(each)}"${nameOf(other.item)}" instead of "${nameOf(each.item)}".`,
    ),
    ...dropped.map((each) => `no longer ${when(each)}done: ${sentenceFor(each.item, about)}`),
    ...added.map(
      (each) => `new${each.only === null ? '' : ` ${when(each).trim()}`}: ${sentenceFor(each.item, about)}`,
    ),
    ...(inOrder ? ['the same things in another order.'] : []),
  ];
}

/** The sentences for everything that a step does. */
export function sentencesOf(step: VariantStep, about: About): string[] {
  return doneIn(step, about).map((each) => `${when(each)}${sentenceFor(each.item, about)}`);
}

/** What a step is known by: its messages, calls and acts. */
export function namesOf({ step }: VariantStep): string[] {
  const items = step.do.flatMap((item) =>
    item.verb === 'choose' ? item.branches.flatMap((branch) => branch.do) : [item],
  );
  const said = items.filter(({ verb }) => verb !== 'note' && verb !== 'end');
  return [...new Set((said.length > 0 ? said : items).map(nameOf))];
}

function doneIn({ step }: VariantStep, { procedure, variant }: About): Done[] {
  const offered = new Set(itemsIn(procedure, step, variant));
  return step.do.flatMap((item): Done[] => {
    if (item.verb !== 'choose') return [{ only: null, item }];
    return item.branches.flatMap(({ option, do: items }) =>
      items
        .filter((each) => offered.has(each))
        .map((each) => ({ only: conditionOf(item, option), item: each })),
    );
  });
}

function conditionOf({ fact }: Extract<Item, { verb: 'choose' }>, option: string): string {
  return option === OTHERWISE ? `${fact} otherwise` : `${fact} ${option}`;
}

const when = ({ only }: Done) => (only === null ? '' : `(if ${only.replace(' ', ': ')}) `);

function nameOf(item: PlainItem): string {
  if (item.verb === 'end') return item.outcome;
  return item.name;
}

function kindOf(item: PlainItem): string {
  return item.verb === 'send' ? `send-${item.channel}` : item.verb;
}

const sameKind = (one: Done, other: Done) =>
  one.only === other.only && kindOf(one.item) === kindOf(other.item);
const alike = (one: Done, other: Done) => sameKind(one, other) && nameOf(one.item) === nameOf(other.item);
const names = (list: Done[]) =>
  list.map(({ only, item }) => `${only}/${kindOf(item)}/${nameOf(item)}`).join();

/** A property that is not there. */
const NONE = 'nothing';

/** How each property is told; the rest of an item is its name. */
const PROPERTIES: Record<string, (was: string, will: string) => string> = {
  role: (was, will) => `is for the ${will} instead of the ${was}`,
  warnsOf: (was, will) => `warns of ${will} instead of ${was}`,
  approvedBy: (was, will) => `wants the approval of the ${will} instead of the ${was}`,
  with: (was, will) => (will === NONE ? `is done without ${was} now` : `is done together with ${will} now`),
  askedOf: (was, will) =>
    will === NONE ? `is not first asked of the ${was} any more` : `is first asked of the ${will}`,
  unless: (_, will) =>
    will === NONE ? 'is first asked about in every case' : `is not first asked about if "${will}" says more`,
  meanwhile: (_, will) => (will === NONE ? 'is waited for now' : 'is not waited for any more'),
};

function propertyChanges(was: Done, will: Done): string[] {
  const [old, now] = [was.item, will.item] as unknown as Record<string, unknown>[];
  return [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].flatMap((key) => {
    const [one, other] = [old?.[key], now?.[key]];
    if (one === other || (key === 'unless' && now?.['askedOf'] === undefined)) return [];
    const word = (value: unknown) => (typeof value === 'string' ? spaced(value) : value ? 'so' : NONE);
    const says = PROPERTIES[key]?.(word(one), word(other)) ?? `has another ${spaced(key)}`;
    return [`${when(will)}"${nameOf(will.item)}" ${says}.`];
  });
}
