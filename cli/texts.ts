import { calendarFor } from '../domain/calendar/calendar.ts';
import { planDates } from '../domain/calendar/planDates.ts';
import { purposeOf } from '../domain/contactRules/contactRules.ts';
import { MessageError } from '../domain/messages/errors.ts';
import type { MessageChannel } from '../domain/messages/fileName.ts';
import { COMMERCIAL_EXAMPLE, type MessageContext, valuesFor } from '../domain/messages/values.ts';
import type { Rendered } from '../domain/messages/write.ts';
import type { PreviewCase, PreviewItem, PreviewStep } from '../domain/preview/preview.ts';
import { acceptFacts } from '../domain/procedure/facts.ts';
import { compile } from '../domain/compile/compile.ts';
import type { PlanAsk } from '../domain/program/plan.ts';
import type { Sound } from './system/procedures.ts';
import { Told } from './told.ts';

/** What a message would say, or why it cannot be written for this case. */
export type Text = Rendered | { notWritten: string };

export interface WithText extends PreviewItem {
  message?: Text;
}

export interface PreviewWithTexts extends Omit<PreviewCase, 'steps'> {
  steps: (Omit<PreviewStep, 'does'> & { does: WithText[] })[];
}

/** A case that is only previewed has no id and nobody who signs. */
const CASE = 'example-1';
const BY_VERB: MessageChannel[] = ['note', 'task', 'call', 'tell'];

/**
 * Adds to a preview what each message says, word for word, if nobody answers. The role signs.
 * @param facts as the case would be opened with
 */
export function withTexts(
  { procedure, calendar, messages }: Sound,
  previewed: PreviewCase,
  given: Record<string, unknown>,
): PreviewWithTexts {
  const { variant, zone } = previewed;
  const { facts, zero } = acceptFacts(procedure, variant, given);
  const ask: PlanAsk = { kind: 'round', zero };
  const plan = planDates(compile(procedure, variant, ''), calendarFor(calendar, ask, null), ask, null);
  const commercial = purposeOf(procedure) === 'marketing' ? COMMERCIAL_EXAMPLE : null;
  const common = { commercial, variant, case: CASE, ownerName: procedure.owner, step: '', plan, zone };
  const textOf = (item: PreviewItem, context: MessageContext): Pick<WithText, 'message'> => {
    const channel = channelOf(item);
    if (!channel) return {};
    try {
      const values = valuesFor(procedure, facts, context);
      return { message: messages.render(item.name, channel, { variant, values }) };
    } catch (error) {
      if (error instanceof MessageError) return { message: { notWritten: error.message } };
      throw error;
    }
  };
  const told = new Told(zone, procedure.locale);
  const steps = previewed.steps.map((step) => {
    const at = Date.parse(step.at ?? step.earliest ?? '');
    told.begin(step, at);
    const does = step.does.map((item): WithText => {
      const text = textOf(item, { ...common, at, day: step.day, ...told.context });
      told.done(item);
      return { ...item, ...text };
    });
    return { ...step, does };
  });
  return { ...previewed, steps };
}

/** Whether a message names who signs it: without anybody added, that is the role. */
export function areSigned({ messages }: Pick<Sound, 'messages'>): boolean {
  const texts = [
    ...messages.messages.map(({ front }) => front.body.text),
    ...messages.partials.map(({ source }) => source),
  ];
  return texts.some((text) => /\b(owner|sender)-name\b/.test(text));
}

function channelOf({ verb, channel }: PreviewItem): MessageChannel | undefined {
  return (channel as MessageChannel | undefined) ?? BY_VERB.find((each) => each === verb);
}
