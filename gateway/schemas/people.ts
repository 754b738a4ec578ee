import { Type } from 'typebox';
import { Moment, nullable, pageOf, ref } from './common.ts';

const Absence = Type.Object({
  person: Type.String(),
  standIn: nullable(Type.String()),
  fromAt: Moment,
  untilAt: nullable(Moment),
});

const person = {
  id: Type.String(),
  name: Type.String(),
  senderName: nullable(Type.String()),
  mailbox: nullable(Type.String()),
  number: nullable(Type.String()),
  site: nullable(Type.String()),
  roles: Type.Array(Type.String()),
  slack: Type.Optional(Type.String({ description: 'Their user id in Slack.' })),
  active: Type.Boolean(),
  away: nullable(Absence),
};

export const Person = Type.Object(person, { $id: 'Person' });

export const PersonDetail = Type.Object(
  { ...person, absences: Type.Array(Absence), openCases: Type.Integer() },
  { $id: 'PersonDetail' },
);

export const PEOPLE = pageOf(ref(Person));
