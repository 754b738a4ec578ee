import type { Channel, Outcome } from '../../program/program.ts';
import { present } from '../present.ts';
import type { PlainItem } from '../procedure.ts';
import type { LookUp } from '../vocabulary/lookUps.ts';
import { CHANNELS, SEND } from '../vocabulary/verbs.ts';

/** The value of the verb, and of the keys beside it as far as they could be read. */
interface Decoded {
  name: string;
  beside(key: string): string | undefined;
}

type Decoder = (from: Decoded) => PlainItem;

const sends = Object.fromEntries(
  (Object.keys(CHANNELS) as Channel[]).map((channel): [string, Decoder] => [
    `${SEND}${channel}`,
    (from) => ({ verb: 'send', channel, ...present({ name: from.name, warnsOf: from.beside('warns-of') }) }),
  ]),
);

/** One decoder per verb of the vocabulary; `choose` has its own, because its keys are the options of a fact. */
export const DECODERS: Readonly<Record<string, Decoder>> = {
  note: (from) => ({ verb: 'note', name: from.name }),
  ...sends,
  call: (from) => ({
    verb: 'call',
    ...present({ name: from.name, role: from.beside('for') ?? '', warnsOf: from.beside('warns-of') }),
  }),
  tell: (from) => ({ verb: 'tell', name: from.name, role: from.beside('for') ?? '' }),
  task: (from) => ({
    verb: 'task',
    name: from.name,
    role: from.beside('for') ?? '',
    ...(from.beside('meanwhile') === 'true' ? { meanwhile: true } : {}),
  }),
  review: (from) => ({ verb: 'review', name: from.name, role: from.beside('for') ?? '' }),
  'look-up': (from) => ({ verb: 'look-up', name: from.name as LookUp }),
  ask: (from) => ({ verb: 'ask', name: from.name, role: from.beside('of') ?? '' }),
  act: (from) => ({
    verb: 'act',
    ...present({
      name: from.name,
      approvedBy: from.beside('approved-by'),
      with: from.beside('with'),
      askedOf: from.beside('asked-of'),
      unless: from.beside('unless'),
    }),
  }),
  end: (from) => ({ verb: 'end', outcome: from.name as Outcome }),
};
