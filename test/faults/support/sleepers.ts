import type { OpenCase } from '../../../client/index.ts';
import type { Outcome } from '../../../domain/program/program.ts';
import type { Stage } from '../../client/support/stage.ts';
import { RehearsedCase } from '../../support/rehearsed.ts';
import { DESK_ZONE, supportCase } from '../../support/supportCase.ts';

/** A rehearsal that is left asleep, and what comes of it. */
export interface Sleeper {
  open(stage: Stage): Promise<RehearsedCase>;
  /** What it waits for when it is left. */
  sleeps: string;
  /** What people do later. */
  goesOn(played: RehearsedCase): Promise<void>;
  outcome: Outcome;
  /** All that has been sent by its end, in order. */
  sent: string[];
}

const opened =
  (zone: string, given: Omit<OpenCase, 'source' | 'id' | 'rehearsal'>) =>
  (stage: Stage): Promise<RehearsedCase> =>
    RehearsedCase.open(stage, zone, given);

const alert = (variant: '2' | '5', facts: Record<string, string> = {}) =>
  opened('America/Los_Angeles', {
    procedure: 'case-alert',
    variant,
    facts: { 'alert-sent': '2026-03-09T10:00:00-07:00', 'doctor-name': 'Example', ...facts },
    contact: { name: 'Dr. Example', portal: 'example-dental' },
  });

const solution = opened(DESK_ZONE, supportCase());

const FOUR = ['reminder-1', 'reminder-2', 'reminder-3', 'reminder-4'];
const THREE = ['follow-up-1', 'follow-up-2', 'follow-up-3'];

const released = (reminders: string[]) => ({
  async goesOn(played: RehearsedCase) {
    await played.until('task');
    await played.task('step');
  },
  outcome: 'proceeded' as const,
  sent: [...reminders, 'last-reminder', 'response'],
});

const cancelled = {
  async goesOn(played: RehearsedCase) {
    await played.until('decision');
    await played.task('choose-resolution', 'cancel');
    await played.task('decision', 'approve');
  },
  outcome: 'cancelled' as const,
  sent: [...FOUR, 'cancellation-warning', 'cancellation'],
};

const ended = { goesOn: async () => undefined, outcome: 'ended' as const, sent: THREE };

const answered = (sent: string[]) => ({
  async goesOn(played: RehearsedCase) {
    await played.reply();
    await played.task('reply', 'settle');
  },
  outcome: 'answered' as const,
  sent,
});

/** Both shipped procedures, asleep before each kind of thing that can come next. */
export const SLEEPERS: Sleeper[] = [
  { open: alert('2'), sleeps: 'step:day-1', ...released(['reminder-1']) },
  { open: alert('2'), sleeps: 'step:day-2', ...released(['reminder-1']) },
  { open: alert('2'), sleeps: 'task', ...released(['reminder-1']) },
  { open: alert('2'), sleeps: 'step:day-2', ...answered(['reminder-1']) },
  { open: alert('5'), sleeps: 'step:day-4', ...released(FOUR) },
  { open: alert('5', { resolution: 'cancel' }), sleeps: 'decision', ...cancelled },
  { open: solution, sleeps: 'step:day-3', ...ended },
  { open: solution, sleeps: 'step:day-5', ...ended },
  { open: solution, sleeps: 'step:day-7', ...ended },
  { open: solution, sleeps: 'step:day-7', ...answered(THREE.slice(0, 2)) },
];
