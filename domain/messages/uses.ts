import type { PlainItem, Procedure } from '../procedure/procedure.ts';
import type { Level } from '../program/program.ts';
import { itemsIn, stepsOf, variantsOf } from '../procedure/timetable.ts';
import type { MessageChannel } from './fileName.ts';

/** One message that a variant of the procedure may write. */
export interface MessageUse {
  name: string;
  channel: MessageChannel;
  variant: string | null;
}

type Template = Pick<MessageUse, 'name' | 'channel'>;

/** Every message the procedure names, for each variant that can come to it. */
export function usesOf(procedure: Procedure): MessageUse[] {
  return variantsOf(procedure).flatMap((variant) =>
    stepsOf(procedure, variant)
      .flatMap(({ step }) => itemsIn(procedure, step, variant))
      .flatMap((item) => templatesOf(item, procedure.levels))
      .map((template) => ({ ...template, variant })),
  );
}

/** The templates that an item is written by; none where nothing is written. */
export function templatesOf(item: PlainItem, levels: Level[]): Template[] {
  switch (item.verb) {
    case 'send':
      return [{ name: item.name, channel: item.channel }];
    case 'note':
    case 'task':
    case 'call':
    case 'tell':
      return [{ name: item.name, channel: item.verb }];
    case 'review':
      return levels.flatMap(({ name, actions, manual }): Template[] => [
        ...actions.map((channel) => ({ name, channel })),
        ...manual.map((action) => ({ name: action, channel: 'task' as const })),
      ]);
    default:
      return [];
  }
}
