import { DateTime } from 'luxon';
import type { TaskKind } from '../../domain/program/state.ts';
import type { Instant } from '../../domain/program/program.ts';
import { didYouMean } from '../../domain/words.ts';
import { TASK_KINDS } from '../../ledger/taskWords.ts';
import { CommandError } from '../errors.ts';
import { ownZone } from '../output/times.ts';
import { readMoment } from './moments.ts';

/** `today` ends with the day on this machine's clock; a date is meant with the whole of it. */
export function dueBefore(text?: string): 'overdue' | Instant | undefined {
  if (text === undefined || text === 'overdue') return text;
  const today = DateTime.now().setZone(ownZone()).startOf('day');
  if (text === 'today') return today.plus({ days: 1 }).toMillis();
  if (text === 'week') return today.plus({ days: 7 }).toMillis();
  const at = readMoment(text, ownZone());
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return at;
  return DateTime.fromMillis(at, { zone: ownZone() }).plus({ days: 1 }).toMillis();
}

export function kindOf(text?: string): TaskKind | undefined {
  if (text === undefined) return undefined;
  const kind = TASK_KINDS.find((each) => each === text);
  if (kind) return kind;
  throw new CommandError(
    'FT-CMD-USAGE',
    `there is no kind of task "${text}".${didYouMean(text, TASK_KINDS)}`,
  );
}
