import { purposeOf } from '../../domain/contactRules/contactRules.ts';
import { placesOf } from '../../domain/contactRules/places.ts';
import { openUntil, windowsFor } from '../../domain/contactRules/quietHours.ts';
import type { EffectResult } from '../../domain/program/events.ts';
import { ERRAND } from '../../domain/program/next.ts';
import type { Effect, Instant } from '../../domain/program/program.ts';
import { MessageError } from '../../domain/messages/errors.ts';
import { pretendsToAnswer } from '../../domain/messages/subject.ts';
import { contactRulesOf } from '../../ledger/contactRules/kept.ts';
import { sentMessageIds } from '../../ledger/intents.ts';
import type { Case } from '../../ledger/schema.ts';
import { type Doing, referenceOf } from '../doing.ts';
import { commercialOf } from './commercial.ts';
import { carryOut } from '../outside/carryOut.ts';
import type { Job } from '../outside/job.ts';
import { attachmentsOf } from '../statement/letter.ts';
import { wordsOf } from '../words.ts';
import { needsPerson } from '../results.ts';

const DAY = 24 * 60 * 60 * 1000;

/** A message to the person we wait on. */
export async function send(
  doing: Doing,
  index: number,
  effect: Extract<Effect, { verb: 'send' }>,
): Promise<EffectResult> {
  const { deps, input, found } = doing;
  const { channel, name } = effect;
  const recipient = recipientOn(channel, found);
  if (!recipient) return needsPerson('no-address');
  const way = deps.connectors.message(channel, input.rehearsal);
  const job: Job = {
    index,
    kind: 'contact',
    verb: 'send',
    channel,
    name,
    recipient,
    warnsOf: effect.warnsOf ?? null,
    way,
    async write(id, at) {
      const commercial = channel === 'email' ? await commercialOf(doing, id) : null;
      const words = await wordsOf(doing, effect, commercial);
      const thread = channel === 'email' ? await threadOf(doing) : [];
      // A fact may have brought it in: advertising that answers nothing must not say that it does (LAW-8). What goes on in a
      // conversation that a desk has outside of us may: its first email is not in our thread.
      if (commercial && thread.length === 0 && pretendsToAnswer(words.subject ?? ''))
        throw new MessageError(
          'FT-MSG-SUBJECT',
          `the subject "${words.subject}" pretends to answer an email`,
        );
      return {
        verb: 'send',
        id,
        case: referenceOf(found),
        name,
        at,
        channel,
        to: recipient,
        toName: found.contact.name ?? null,
        ...(doing.sender.person ? { from: { name: doing.sender.name, mailbox: doing.sender.mailbox } } : {}),
        subject: words.subject ?? null,
        text: words.text,
        html: words.html ?? null,
        thread,
        ...(channel === 'email' ? await attachmentsOf(doing, name, at) : {}),
        ...(channel === 'text' ? { validUntil: await validUntil(doing, at) } : {}),
      };
    },
    // An email counts as delivered when a day has passed without a bounce, a text when its carrier says so; a portal's 2xx
    // is the delivery.
    deliveredAt(acceptedAt) {
      if (way.by === 'port' && way.port.reportsDelivery) return null;
      return channel === 'email' ? acceptedAt + DAY : acceptedAt;
    },
  };
  // Whoever orders an email would only be asked to post it.
  if (input.step === ERRAND && job.way.by === 'hand') return needsPerson('email-by-hand');
  return carryOut(doing, job);
}

/** In a portal, a contact without an id of its own is reached on the case itself. */
function recipientOn(channel: string, { contact, occurrence }: Case): string | undefined {
  if (channel === 'email') return contact.email;
  return channel === 'text' ? contact.phone : (contact.portal ?? occurrence);
}

/** A text may arrive for as long as it may be sent: within the step's hours and those of the person (SND-16). */
async function validUntil({ deps, input, found, procedure }: Doing, at: Instant): Promise<Instant | null> {
  const rules = await contactRulesOf(deps.ledger);
  const places = await placesOf(found.contact, rules.country);
  const quiet = openUntil(windowsFor(rules, { channel: 'text', purpose: purposeOf(procedure) }, places), at);
  const ends = [input.slot?.until, quiet].filter((each) => typeof each === 'number');
  return ends.length === 0 ? null : Math.min(...ends);
}

/** The ticket's own thread, and what we wrote into it: the message that began it first. */
async function threadOf({ deps, found }: Doing): Promise<string[]> {
  const began = found.facts['thread-message-id'];
  return [...(began ? [began] : []), ...(await sentMessageIds(deps.ledger, found.id))];
}
