import { Type } from 'typebox';
import { exactly, Moment, nullable } from './common.ts';

export const ScheduledReport = Type.Object(
  {
    report: Type.String({ description: 'Its name under `reports` in followthrough.yaml.' }),
    cron: nullable(Type.String()),
    zone: nullable(Type.String()),
    paused: Type.Boolean(),
    nextAt: nullable(Moment),
    lastAt: nullable(Moment),
  },
  { $id: 'ScheduledReport' },
);

export const ScheduleReport = exactly(
  {
    cron: Type.String({
      minLength: 9,
      maxLength: 200,
      description: 'Minute, hour, day of month, month, day of week.',
      examples: ['0 7 * * MON-FRI'],
    }),
    zone: Type.String({ minLength: 1, maxLength: 100, examples: ['America/Los_Angeles'] }),
  },
  { $id: 'ScheduleReport' },
);
