import type { Item, PlainItem, Procedure } from '../procedure/procedure.ts';
import { spaced } from '../words.ts';

/** What one item does, for a line of a box. */
export function itemLine(item: PlainItem): string {
  switch (item.verb) {
    case 'send':
      return `${item.channel}: ${item.name}${warning(item.warnsOf)}`;
    case 'tell':
      return `tell ${spaced(item.role)}: ${item.name}`;
    case 'act':
      return item.with === undefined ? `do: ${item.name}` : `do: ${item.name}, ${item.with}`;
    case 'end':
      return item.outcome;
    default:
      return `${spaced(item.verb)}: ${item.name}`;
  }
}

/** What a person does, and who. */
export function personLines(item: Exclude<Item, { verb: 'choose' | 'end' | 'act' | 'ask' }>): string[] {
  const what = item.verb === 'call' ? `${itemLine(item)}${warning(item.warnsOf)}` : itemLine(item);
  const later = item.verb === 'task' && item.meanwhile ? ', meanwhile' : '';
  return 'role' in item ? [what, `${spaced(item.role)}${later}`] : [what];
}

/** The reminder levels of a debt, one a line. */
export function levelLines({ levels }: Procedure): string[] {
  return levels.map(({ name, days, actions, manual }) => {
    const suggests = [...actions, ...manual.map(spaced)].join(', ');
    return `${name}, ${days} days overdue${suggests === '' ? '' : `: ${suggests}`}`;
  });
}

function warning(act: string | undefined): string {
  return act === undefined ? '' : ` (warns of ${act})`;
}
