import {
  type Answers,
  EMAIL_OPENS,
  type Looked,
  type LookUpName,
  MATCHED_BY,
  NOTE_ABOUT,
} from '../answers.ts';
import { readShape, type Shape, ShapeError } from './shape.ts';

/** No client has more; a longer list is a mistake of the other side. */
const MANY = 500;
const NAME: Shape = { is: 'text', longest: 300 };
const NUMBER: Shape = { is: 'text', longest: 60, orNull: true };

const listOf = (keys: Record<string, Shape>, optional: string[] = []): Shape => ({
  is: 'list',
  longest: MANY,
  of: { is: 'keys', keys, optional },
});

/** How each answer is written in JSON, besides `matchedBy`. */
const SHAPES: Record<LookUpName, Record<string, Shape>> = {
  appointments: {
    appointments: listOf({
      at: { is: 'instant' },
      service: NAME,
      kind: { is: 'one-of', words: ['peel', 'virtual', 'other'] },
      status: { is: 'one-of', words: ['booked', 'cancelled'] },
    }),
  },
  notes: {
    notes: listOf(
      {
        id: { is: 'text', longest: 200 },
        at: { is: 'instant' },
        author: { is: 'one-of', words: ['person', 'system'] },
        title: NAME,
        text: { is: 'text', longest: 10_000, orNull: true },
        about: { is: 'one-of', words: NOTE_ABOUT, orNull: true },
        read: { is: 'flag' },
      },
      ['text', 'about'],
    ),
  },
  'contacts-made': {
    contacts: listOf(
      {
        at: { is: 'instant' },
        channel: { is: 'text', longest: 60 },
        by: NAME,
        title: { is: 'text', longest: 300, orNull: true },
        ours: { is: 'flag' },
      },
      ['title'],
    ),
  },
  phone: { booking: NUMBER, crm: NUMBER },
  'check-in': { handedIn: { is: 'flag' } },
  'email-opens': { messages: listOf({ at: { is: 'instant' }, state: { is: 'one-of', words: EMAIL_OPENS } }) },
};

/** What a system says when nothing is new: the reason for a contact stands. */
export const NOTHING_NEW: Answers = {
  appointments: { appointments: [] },
  notes: { notes: [] },
  'contacts-made': { contacts: [] },
  phone: { booking: null, crm: null },
  'check-in': { handedIn: false },
  'email-opens': { messages: [] },
};

/**
 * Reads an answer as another system writes it: `{"matchedBy": "id", …}` with what the look-up asks for, or
 * `{"matchedBy": null}` where it has no such client.
 * @throws ShapeError
 */
export function readAnswer<Name extends LookUpName>(name: Name, value: unknown): Looked<Name> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ShapeError('the answer must be an object.');
  if ('matchedBy' in value && value.matchedBy === null) {
    if (Object.keys(value).length > 1) throw new ShapeError('an answer on nobody says nothing else.');
    return { readable: true, known: false };
  }
  const keys = { matchedBy: { is: 'one-of', words: MATCHED_BY } as Shape, ...SHAPES[name] };
  const read = readShape({ is: 'keys', keys }, value, 'the answer') as Record<string, unknown>;
  const { matchedBy, ...data } = read as { matchedBy: (typeof MATCHED_BY)[number] };
  return { readable: true, known: true, matchedBy, data: data as unknown as Answers[Name] };
}
