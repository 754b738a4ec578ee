import type { MessageChannel } from '../domain/messages/fileName.ts';
import { valuesFor } from '../domain/messages/values.ts';
import type { Rendered } from '../domain/messages/write.ts';
import { stepsOf } from '../domain/procedure/timetable.ts';
import { caseNow, type Doing } from './doing.ts';

/**
 * Writes a message of the step in the words of the procedure that the case started with.
 * @throws MessageError when a value or template is missing: then nothing goes out
 */
export function written(doing: Doing, name: string, channel: MessageChannel): Rendered {
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
      lastContact: input.lastAttempt?.how ?? null,
      history: doing.history,
      owed: doing.owed,
      plan: found.plan,
      zone,
    },
  );
  return catalog.render(name, channel, { variant: found.variant, values });
}
