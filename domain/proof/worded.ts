import type { EffectResult } from '../program/events.ts';
import type { Effect } from '../program/program.ts';

/** What work is called in a story: "reminder-3 (portal)", "note reminder", "look-up email-opens". */
export function subjectOf(effect: Effect): string {
  return effect.verb === 'send' ? `${effect.name} (${effect.channel})` : `${effect.verb} ${effect.name}`;
}

/** What became of work, as people say it: "reminder-3 (portal) is sent". */
export function worded(effect: Effect, result: EffectResult): string {
  return `${subjectOf(effect)} ${became(effect, result)}`;
}

function became({ verb }: Effect, result: EffectResult): string {
  switch (result.status) {
    case 'done':
      return verb === 'send' ? 'is sent' : 'is done';
    case 'looked-up':
      return `says ${result.value}`;
    case 'with-person':
      return 'is given to a person';
    case 'answered':
      return 'meets a reply';
    case 'stopped':
      return 'is called off';
    case 'not-now':
      return 'has to wait';
    case 'skipped':
      return `is left out (${result.reason.replaceAll('-', ' ')})`;
    case 'met':
      return `finds that what is waited for has happened (${result.condition.replaceAll('-', ' ')})`;
    case 'to-check':
      return `finds something to check (${result.reason.replaceAll('-', ' ')})`;
    case 'failed':
      return `does not work (${result.reason.replaceAll('-', ' ')})`;
  }
}
