import { isMap, type Node } from 'yaml';
import { didYouMean, listed, nearest } from '../../words.ts';
import type { Item, PlainItem } from '../procedure.ts';
import { type Entry, entriesOf, Fields, startOf } from '../reading/fields.ts';
import { nodesOf } from '../reading/list.ts';
import type { Reading } from '../reading/reading.ts';
import type { Keys } from '../vocabulary/value.ts';
import { VERBS } from '../vocabulary/verbs.ts';
import { DECODERS } from './verbs.ts';

/** One thing a step does: exactly one verb, and the keys that belong beside it. Undefined when it cannot be read. */
export function decodeItem(reading: Reading, node: Node): Item | undefined {
  const found = findVerb(reading, node);
  if (found === undefined) return undefined;
  if (found.verb === 'choose') return decodeChoose(reading, node, found.entries);
  return decodePlain(reading, node, found.verb, found.entries);
}

/** An item inside a branch, where no further choice may stand. */
function decodeInBranch(reading: Reading, node: Node): PlainItem | undefined {
  const found = findVerb(reading, node);
  if (found === undefined) return undefined;
  if (found.verb === 'choose') {
    const why = 'A choice cannot stand inside a branch of another one.';
    reading.report('FT-PRC-CHOOSE-NESTED', startOf(node), `${why} Write the two one after the other.`);
    return undefined;
  }
  return decodePlain(reading, node, found.verb, found.entries);
}

function findVerb(reading: Reading, node: Node): { verb: string; entries: Entry[] } | undefined {
  const at = startOf(node);
  const verbs = Object.keys(VERBS);
  if (!isMap(node)) {
    const says = 'An item is a verb and what it does, such as "note: reminder".';
    reading.report('FT-PRC-VERB-UNKNOWN', at, `${says} Verbs: ${listed(verbs)}.`);
    return undefined;
  }
  const entries = entriesOf(reading, node, 'an item', at) ?? [];
  const named = entries.filter((entry) => verbs.includes(entry.name));
  const [first, second] = named;
  if (first === undefined) {
    const slip = entries.find((entry) => nearest(entry.name, verbs) !== undefined) ?? entries[0];
    const says = slip ? `"${slip.name}" is not a verb.` : 'This item has no verb.';
    const hint = slip ? didYouMean(slip.name, verbs) : '';
    reading.report('FT-PRC-VERB-UNKNOWN', slip?.at ?? at, `${says} Verbs: ${listed(verbs)}.${hint}`);
    return undefined;
  }
  if (second && first.name !== 'choose') {
    const says = `"${first.name}" and "${second.name}" stand in one item.`;
    reading.report('FT-PRC-VERB-TWO', second.at, `${says} Give each its own dash.`);
    return undefined;
  }
  return { verb: first.name, entries };
}

function decodePlain(reading: Reading, node: Node, verb: string, entries: Entry[]): PlainItem | undefined {
  const decoder = DECODERS[verb];
  const table = VERBS[verb];
  if (decoder === undefined || table === undefined) return undefined;
  const keys: Keys = { [verb]: { means: table.means, value: table.value }, ...table.beside };
  const known = entries.filter((entry) => !misplaced(reading, verb, entry));
  const fields = new Fields(reading, keys, known, `an item with "${verb}"`, startOf(node));
  const name = fields.read(verb);
  if (typeof name !== 'string') return undefined;
  const beside = (key: string) => {
    const value = fields.read(key);
    return value === undefined ? undefined : String(value);
  };
  const item = decoder({ name, beside });
  return reading.place(item, { ...fields.places, verb: fields.places[verb] ?? startOf(node) });
}

/** A key that belongs to another verb gets a clearer message than an unknown one. */
function misplaced(reading: Reading, verb: string, entry: Entry): boolean {
  if (entry.name === verb || VERBS[verb]?.beside[entry.name]) return false;
  const owners = Object.entries(VERBS).filter(([, other]) => other.beside[entry.name]);
  if (owners.length === 0) return false;
  const says = `"${entry.name}" belongs beside ${listed(owners.map(([name]) => name))}, not beside "${verb}".`;
  reading.report('FT-PRC-MODIFIER', entry.at, says);
  return true;
}

function decodeChoose(reading: Reading, node: Node, entries: Entry[]): Item | undefined {
  const keys = { choose: { means: '', value: { kind: 'name' } } } as const satisfies Keys;
  const self = startOf(node);
  const fields = new Fields(
    reading,
    keys,
    entries.filter((entry) => entry.name === 'choose'),
    '"choose"',
    self,
  );
  const branches = entries
    .filter((entry) => entry.name !== 'choose')
    .map((entry) => decodeBranch(reading, entry));
  const fact = fields.read('choose');
  if (fact === undefined) return undefined;
  return reading.place<Item>({ verb: 'choose', fact, branches }, fields.places);
}

function decodeBranch(reading: Reading, entry: Entry): { option: string; do: PlainItem[] } {
  const say = { what: `the branch "${entry.name}"`, example: '- note: the-name-of-the-note', empty: true };
  const items = nodesOf(reading, entry.value, entry.at, say)
    .map((node) => decodeInBranch(reading, node))
    .filter((item) => item !== undefined);
  return reading.place({ option: entry.name, do: items }, { self: entry.at });
}
