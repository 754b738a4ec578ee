import type { MessageChannel } from '../domain/messages/fileName.ts';
import type { Made } from '../domain/messages/made.ts';
import { type Commercial, valuesFor } from '../domain/messages/values.ts';
import type { BuiltIn } from '../domain/messages/variables.ts';
import type { Rendered } from '../domain/messages/write.ts';
import { stepsOf } from '../domain/procedure/timetable.ts';
import { madeInRound } from '../ledger/made.ts';
import { caseNow, type Doing } from './doing.ts';

/**
 * Writes a message of the step in the words of the procedure that the case started with.
 * @throws MessageError when a value or template is missing: then nothing goes out
 */
export async function written(
  doing: Doing,
  name: string,
  channel: MessageChannel,
  commercial: Commercial | null = null,
): Promise<Rendered> {
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
      made: await madeBefore(doing),
      history: doing.history,
      owed: doing.owed,
      commercial,
      plan: found.plan,
      zone,
    },
  );
  return catalog.render(name, channel, { variant: found.variant, values });
}

const OF_MADE: BuiltIn[] = ['last-contact', 'tried'];

/** Read right before it is said: a message of the same work has gone out since the work began. */
async function madeBefore({ deps, input, catalog }: Doing): Promise<Made[]> {
  if (!catalog.mayUse(OF_MADE)) return [];
  const { caseId, round } = input;
  return madeInRound(deps.ledger, { caseId, round, at: caseNow({ deps, input }) });
}
