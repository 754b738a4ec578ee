import type { Item, PlainItem, Procedure, Step } from '../procedure/procedure.ts';
import type { MessageChannel } from './fileName.ts';

/** One message that a variant of the procedure may write. */
export interface MessageUse {
  name: string;
  channel: MessageChannel;
  variant: string | null;
}

/** The variants of a procedure; one without a name where the file lists none. */
export function variantsOf(procedure: Procedure): (string | null)[] {
  const names = Object.keys(procedure.variants);
  return names.length > 0 ? names : [null];
}

/** The day of a step in a variant; null where the variant leaves the step out, undefined for steps at the opening. */
export function dayIn(step: Step, variant: string | null): number | null | undefined {
  if (typeof step.day !== 'object') return step.day;
  return (variant === null ? undefined : step.day[variant]) ?? null;
}

/** Every message the procedure names, for each variant that can come to it. */
export function usesOf(procedure: Procedure): MessageUse[] {
  return variantsOf(procedure).flatMap((variant) =>
    procedure.steps
      .filter((step) => dayIn(step, variant) !== null)
      .flatMap((step) => itemsIn(procedure, step.do, variant))
      .flatMap((item) => messageOf(item, variant)),
  );
}

/** The items of a step in a variant, those of all its branches included; branches on options the variant does not have are left out. */
export function itemsIn(procedure: Procedure, items: Item[], variant: string | null): PlainItem[] {
  return items.flatMap((item) => {
    if (item.verb !== 'choose') return [item];
    const options = procedure.facts[item.fact]?.options ?? {};
    return item.branches
      .filter(({ option }) => {
        const only = options[option]?.variants;
        return !only || (variant !== null && only.includes(variant));
      })
      .flatMap((branch) => branch.do);
  });
}

function messageOf(item: PlainItem, variant: string | null): MessageUse[] {
  if (item.verb === 'send') return [{ name: item.name, channel: item.channel, variant }];
  if (item.verb === 'note' || item.verb === 'task') return [{ name: item.name, channel: item.verb, variant }];
  return [];
}
