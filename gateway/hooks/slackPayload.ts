import { answerIn, type Clicked } from '../../client/index.ts';

/** What somebody did with a card of ours. */
export interface Click {
  /** Slack's name of it, the same however often it comes. */
  id: string;
  team: string;
  user: string;
  /** Where to say something to them alone; null: nowhere. */
  channel: string | null;
  /** The message that was clicked on. */
  ts: string | null;
  clicked: Clicked;
  /** Opens a form, for three seconds. */
  trigger: string;
  /** What was written into the form; null: a button was clicked. */
  reason: string | null;
}

type Fields = Record<string, unknown>;

/** Reads the payload of a click on a button of ours or of our form; null: it is something else, and nothing follows. */
export function clickIn(text: string): Click | null {
  const payload = fieldsOf(parsed(text));
  const user = fieldsOf(payload['user']);
  const who = {
    user: textOf(user['id']),
    // A guest of another workspace names their own here: theirs counts, not that of the conversation.
    team: textOf(user['team_id']) || textOf(fieldsOf(payload['team'])['id']),
    trigger: textOf(payload['trigger_id']),
  };
  if (payload['type'] === 'block_actions') return buttonIn(payload, who);
  if (payload['type'] === 'view_submission') return formIn(payload, who);
  return null;
}

type Who = Pick<Click, 'user' | 'team' | 'trigger'>;

function buttonIn(payload: Fields, who: Who): Click | null {
  const [first] = Array.isArray(payload['actions']) ? (payload['actions'] as unknown[]) : [];
  const action = fieldsOf(first);
  const clicked = answerIn(textOf(action['value']));
  const container = fieldsOf(payload['container']);
  const message = fieldsOf(payload['message']);
  const channel = textOf(fieldsOf(payload['channel'])['id']) || textOf(container['channel_id']) || null;
  const ts = textOf(message['ts']) || textOf(container['message_ts']) || null;
  if (!clicked || who.user === '') return null;
  const id = ['click', who.team, who.user, channel, ts, textOf(action['action_ts']), clicked.option].join(
    ':',
  );
  return { id, ...who, channel, ts, clicked, reason: null };
}

function formIn(payload: Fields, who: Who): Click | null {
  const view = fieldsOf(payload['view']);
  const [value = '', channel = '', ts = ''] = textOf(view['private_metadata']).split('\n');
  const clicked = answerIn(value);
  if (!clicked || who.user === '') return null;
  const values = fieldsOf(fieldsOf(view['state'])['values']);
  const reason = textOf(fieldsOf(fieldsOf(values['reason'])['reason'])['value']);
  const id = ['form', who.team, who.user, textOf(view['id']), textOf(view['hash'])].join(':');
  return { id, ...who, channel: channel || null, ts: ts || null, clicked, reason };
}

/** What a form keeps until it comes back: the answer, and where it was clicked. */
export function keptOf({ clicked, channel, ts }: Click): string {
  return [[clicked.task, clicked.stand, clicked.option].join('|'), channel ?? '', ts ?? ''].join('\n');
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
