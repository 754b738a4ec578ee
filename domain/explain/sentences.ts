import type { Catalog } from '../messages/catalog.ts';
import { wordingOf } from '../messages/wording.ts';
import type { Item, PlainItem, Procedure } from '../procedure/procedure.ts';
import { optionsOf } from '../procedure/timetable.ts';
import { LOOK_UPS } from '../procedure/vocabulary/lookUps.ts';
import { ACTS, CHANNELS, ENDINGS, OTHERWISE } from '../procedure/vocabulary/verbs.ts';
import { capital, listed, spaced } from '../words.ts';

/** What a sentence is said about. */
export interface About {
  procedure: Procedure;
  variant: string | null;
  /** Adds the kinds of notes, where they are at hand. */
  messages: Catalog | undefined;
}

type ItemOf<V extends Item['verb']> = Extract<Item, { verb: V }>;

/** One sentence a verb; `choose` says what it chooses by, and its branches follow it. */
export const SENTENCES: { [V in Item['verb']]: (item: ItemOf<V>, about: About) => string } = {
  note: ({ name }, about) => `Post the note "${name}"${kindOf(name, about)} on the case in the CRM.`,
  send: ({ channel, name, warnsOf }) => `Send ${CHANNELS[channel]}: "${name}".${warningWords(warnsOf)}`,
  call: ({ name, role, warnsOf }) =>
    `${capital(somebody(role))} calls the contact with the script "${name}"; what follows waits until it is known how the call went.${warningWords(warnsOf)}`,
  tell: ({ name, role }) => `Tell those with the role "${spaced(role)}": "${name}".`,
  task: ({ name, role, meanwhile }) =>
    `Task for ${spaced(role)}: "${name}". ${meanwhile ? 'The case does not wait for it.' : 'All that follows waits until it is done.'}`,
  review: ({ role }, { procedure }) =>
    `Somebody of ${spaced(role)} looks at the statement and does at least one thing about it; the case waits until it is done, or put off to another day. ${levelSentences(procedure)}`,
  'look-up': ({ name }) => `Look up ${LOOK_UPS[name].means}.`,
  ask: ({ name, role }) =>
    `Ask ${somebody(role)} whether this may be done: ${meaningOf(name)}. Without a yes the case does not go on, and nothing is ended.`,
  act: ({ name, approvedBy, with: second, askedOf, unless }, { procedure }) =>
    approvedBy
      ? [
          ...(askedOf
            ? [`Ask ${somebody(askedOf)} first which way it should go${excuse(unless, procedure)}.`]
            : []),
          `Only if the warning of "${name}" has arrived, nobody has answered and ${somebody(approvedBy)} has approved it: ${meaningOf(name)}${second ? `, and with it ${meaningOf(second)}` : ''}. This cannot be undone.`,
        ].join(' ')
      : `Do "${name}": ${meaningOf(name)}.`,
  end: ({ outcome }) =>
    `The case ends as "${outcome}": ${(ENDINGS as Record<string, string>)[outcome] ?? outcome}.`,
  choose: ({ fact }) => `What is done now depends on "${fact}".`,
};

/** A role may be a person ("coach"), a team or a field ("sales"), so no article fits all of them. */
function somebody(role: string): string {
  return `somebody with the role "${spaced(role)}"`;
}

/** The sentence for one item. */
export function sentenceFor<V extends Item['verb']>(item: ItemOf<V>, about: About): string {
  const verb: V = item.verb;
  return SENTENCES[verb](item, about);
}

/** A choice in a variant: each branch it can take, and in which case. A single branch needs no condition. */
export function branchesIn(
  item: ItemOf<'choose'>,
  { procedure, variant }: About,
): { when: string | null; items: PlainItem[] }[] {
  const fact = procedure.facts[item.fact];
  const offered = optionsOf(fact, variant);
  const branches = item.branches.filter(({ option }) => option === OTHERWISE || offered.includes(option));
  return branches.map(({ option, do: items }) => {
    if (branches.length === 1) return { when: null, items };
    if (option === OTHERWISE) return { when: 'Otherwise:', items };
    const wording = fact ? wordingOf(item.fact, fact, option, '…') : option;
    const asked = item.fact in LOOK_UPS ? 'the answer' : `the ${spaced(item.fact)}`;
    return { when: `If ${asked} is "${wording}":`, items };
  });
}

function levelSentences({ levels }: Procedure): string {
  return levels
    .map(({ name, days, actions, manual }) => {
      const suggested = [...actions, ...manual.map(spaced)].join(', ');
      return `Level "${name}", ${days} days overdue, suggests: ${suggested || 'nothing in particular'}.`;
    })
    .join(' ');
}

function warningWords(act: string | undefined): string {
  return act === undefined ? '' : ` It is the warning of "${act}" (${meaningOf(act)}).`;
}

function excuse(name: string | undefined, { facts }: Procedure): string {
  if (name === undefined) return '';
  const fact = facts[name];
  if (!fact) return '';
  const others = Object.keys(fact.options ?? {}).filter((option) => option !== fact.default);
  return `, unless "${name}" is ${listed(others.map((option) => wordingOf(name, fact, option, '…')))}`;
}

function meaningOf(act: string): string {
  return ACTS[act]?.means ?? act;
}

function kindOf(name: string, { messages, variant }: About): string {
  const kind = messages?.find(name, 'note', variant)?.front.values.kind?.text;
  return kind ? ` (kind ${kind})` : '';
}
