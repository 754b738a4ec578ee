import type { Node } from 'yaml';
import type { OwnRule } from '../procedure.ts';
import { type Entry, entriesOf, Fields, startOf } from '../reading/fields.ts';
import { nodesOf } from '../reading/list.ts';
import type { Reading } from '../reading/reading.ts';
import { OWN_RULE } from '../vocabulary/ownRules.ts';

/** The rules that the procedure makes for itself. */
export function decodeOwnRules(reading: Reading, entry: Entry): OwnRule[] {
  const say = { what: '"rules"', example: '- {never: call, before: send-text}' };
  return nodesOf(reading, entry.value, entry.at, say).flatMap((node) => decodeRule(reading, node) ?? []);
}

function decodeRule(reading: Reading, node: Node): OwnRule | null {
  const at = startOf(node);
  const fields = new Fields(reading, OWN_RULE, entriesOf(reading, node, 'a rule', at), 'a rule', at);
  const leaves = fields.read('every-attempt-leaves');
  const [never, before, after] = [fields.read('never'), fields.read('before'), fields.read('after')];
  const ordered = never !== undefined && (before === undefined) !== (after === undefined);
  const alone = leaves !== undefined && never === undefined && before === undefined && after === undefined;
  if (!alone && !(leaves === undefined && ordered)) {
    const says =
      'A rule is "never:" with either "before:" or "after:" beside it, or "every-attempt-leaves: note" alone.';
    reading.report('FT-PRC-RULE', at, says);
    return null;
  }
  if (leaves !== undefined) return reading.place<OwnRule>({ leaves }, fields.places);
  const when = before === undefined ? { after: after ?? '' } : { before };
  return reading.place<OwnRule>({ never: never ?? '', ...when }, fields.places);
}
