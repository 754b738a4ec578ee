import { type Question, questionsOf } from '../domain/proof/procedure.ts';
import { readLibrary } from './library.ts';

export interface ShippedQuestion extends Question {
  procedure: string;
}

/** What is to be proven of the procedures that ship, one of each shape: variants that differ in wording share it. */
export async function shippedQuestions(): Promise<ShippedQuestion[]> {
  const { procedures, calendars } = await readLibrary();
  const all = procedures.flatMap(({ name, procedure, messages }) => {
    const hours = calendars.find((each) => each.calendar === procedure?.clock.calendar)?.hours;
    if (!procedure || !hours) throw new Error(`${name} does not load`);
    return questionsOf(procedure, messages, hours).map((question) => ({ ...question, procedure: name }));
  });
  return all.filter(({ shape }, at) => all.findIndex((other) => other.shape === shape) === at);
}
