import type { MessageChannel } from '../domain/messages/fileName.ts';
import { type Commercial, valuesFor } from '../domain/messages/values.ts';
import type { Rendered } from '../domain/messages/write.ts';
import { stepsOf } from '../domain/procedure/timetable.ts';
import { caseNow, type Doing } from './doing.ts';

/**
 * Writes a message of the step in the words of the procedure that the case started with.
 * @throws MessageError when a value or template is missing: then nothing goes out
 */
export function written(
  doing: Doing,
  name: string,
  channel: MessageChannel,
  commercial: Commercial | null = null,
): Rendered {
  const { input, found, procedure, catalog, zone } = doing;
  const step = stepsOf(procedure, found.variant).find(({ key }) => key === input.step);
  const values = valuesFor(
    procedure,
    { ...found.facts, ...input.facts },
    {
      variant: found.variant,
      case: found.occurrence,
      ownerName: doing.sender.name,
      sender: doing.sender,
      at: caseNow(doing),
      day: step?.day,
      step: input.step,
      attempt: input.view.attempts,
      lastContact: lastContact(doing, name, channel),
      history: doing.history,
      owed: doing.owed,
      commercial,
      plan: found.plan,
      zone,
    },
  );
  return catalog.render(name, channel, { variant: found.variant, values });
}

/** A note tells what has just been done: a message that went out in the same work is not in its input yet. */
function lastContact({ input }: Doing, name: string, channel: MessageChannel): string | null {
  const note = input.effects.findIndex((effect) => effect.verb === 'note' && effect.name === name);
  const before = channel === 'note' && note >= 0 ? input.effects.slice(input.from, note) : [];
  const sent = before.flatMap((effect) => (effect.verb === 'send' ? [effect.channel] : []));
  return sent.at(-1) ?? input.lastAttempt?.how ?? null;
}
