import type { Words } from './messages.ts';
import { fitting, LIMITS, parts, plain } from './text.ts';

/** A question as it is shown: see the client's cards. */
export interface Question {
  title: string;
  text: string;
  history: string;
  answers: string;
  buttons: { option: string; value: string }[];
  ended: string | null;
}

/** Leads the ids of our buttons and forms. */
export const ANSWER = 'answer';
/** How many blocks of history fit beside the rest: Slack takes 50 in all. */
const MOST_HISTORY = 30;
const MOST_TEXT = 10;

/** In plain text throughout: what people wrote is never markup, calls nobody and links nowhere. */
export function cardWords({ title, text, history, answers, buttons, ended }: Question): Words {
  const past = parts(history);
  const shown = past.length > MOST_HISTORY ? [past[0] ?? '', ...past.slice(1 - MOST_HISTORY)] : past;
  const words = [title, ended ?? text].join('\n');
  return {
    text: fitting(plain(words), LIMITS.text / 10),
    blocks: [
      { type: 'header', text: plainText(fitting(title, LIMITS.header)) },
      ...(ended === null ? [] : [section(fitting(ended, LIMITS.section))]),
      ...parts(text).slice(0, MOST_TEXT).map(section),
      ...shown.map(section),
      ...(answers === '' ? [] : [section(fitting(answers, LIMITS.section))]),
      ...(buttons.length === 0 ? [] : [{ type: 'actions', elements: buttons.map(button) }]),
    ],
  };
}

/** What is asked before an answer that needs a reason. `kept` comes back with it. */
export function reasonForm(given: { title: string; option: string; kept: string }): object {
  return {
    type: 'modal',
    callback_id: ANSWER,
    private_metadata: given.kept,
    title: plainText('Why?'),
    submit: plainText('Answer'),
    close: plainText('Not now'),
    blocks: [
      section(fitting(`${given.title}\nYour answer: ${given.option}`, LIMITS.section)),
      {
        type: 'input',
        block_id: 'reason',
        label: plainText('Reason'),
        element: { type: 'plain_text_input', action_id: 'reason', multiline: true, max_length: 3_000 },
      },
    ],
  };
}

function button({ option, value }: { option: string; value: string }, index: number): object {
  return {
    type: 'button',
    action_id: `${ANSWER}-${index}`,
    text: plainText(fitting(option, LIMITS.button)),
    value,
  };
}

function section(text: string): object {
  return { type: 'section', text: plainText(text) };
}

function plainText(text: string): object {
  return { type: 'plain_text', text, emoji: false };
}
