import type { PlainItem, Procedure } from '../procedure/procedure.ts';
import { itemsIn, stepsOf, variantsOf } from '../procedure/timetable.ts';
import type { MessageChannel } from './fileName.ts';

/** One message that a variant of the procedure may write. */
export interface MessageUse {
  name: string;
  channel: MessageChannel;
  variant: string | null;
}

/** Every message the procedure names, for each variant that can come to it. */
export function usesOf(procedure: Procedure): MessageUse[] {
  return variantsOf(procedure).flatMap((variant) =>
    stepsOf(procedure, variant)
      .flatMap(({ step }) => itemsIn(procedure, step, variant))
      .flatMap((item) => messageOf(item, variant)),
  );
}

function messageOf(item: PlainItem, variant: string | null): MessageUse[] {
  if (item.verb === 'send') return [{ name: item.name, channel: item.channel, variant }];
  if (item.verb === 'note' || item.verb === 'task') return [{ name: item.name, channel: item.verb, variant }];
  return [];
}
