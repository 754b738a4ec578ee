import { purposeOf } from '../domain/contactRules/contactRules.ts';
import { asWritten } from '../domain/messages/asWritten.ts';
import type { MessageChannel } from '../domain/messages/fileName.ts';
import type { Made } from '../domain/messages/made.ts';
import { type Commercial, valuesFor } from '../domain/messages/values.ts';
import type { BuiltIn } from '../domain/messages/variables.ts';
import type { Rendered } from '../domain/messages/write.ts';
import { stepsOf } from '../domain/procedure/timetable.ts';
import type { Effect } from '../domain/program/program.ts';
import { editedWordsOf } from '../ledger/editedWords.ts';
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

/**
 * What a message to the contact says: in the words that a person has written in place of the procedure's, where those could
 * not be sent. A warning and what a law wants in a message stand in the procedure's words only.
 */
export async function wordsOf(
  doing: Doing,
  { name, channel, warnsOf }: Extract<Effect, { verb: 'send' }>,
  commercial: Commercial | null,
): Promise<Rendered> {
  const { caseId, round } = doing.input;
  const mayBeEdited = warnsOf === undefined && purposeOf(doing.procedure) === 'informational';
  const edited = mayBeEdited
    ? await editedWordsOf(doing.deps.ledger, { caseId, round, channel, name })
    : null;
  return edited ? asWritten(channel, edited) : written(doing, name, channel, commercial);
}

const OF_MADE: BuiltIn[] = ['last-contact', 'tried'];

/** Read right before it is said: a message of the same work has gone out since the work began. */
async function madeBefore({ deps, input, catalog }: Doing): Promise<Made[]> {
  if (!catalog.mayUse(OF_MADE)) return [];
  const { caseId, round } = input;
  return madeInRound(deps.ledger, { caseId, round, at: caseNow({ deps, input }) });
}
