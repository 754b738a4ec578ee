import { expect } from '@jest/globals';
import type { Stage } from '../client/support/stage.ts';
import { RehearsedCase } from '../support/rehearsed.ts';
import type { Scenario } from './scenario.ts';

const ZONE = 'America/Los_Angeles';

const open = (stage: Stage) =>
  RehearsedCase.open(stage, ZONE, {
    procedure: 'no-appointment-booked',
    facts: {
      'last-appointment': '2026-03-09T11:00:00-07:00',
      'last-service': 'peel',
      'client-name': 'Pat',
      'employee-name': 'Kim',
      'clinic-name': 'Example Clinic',
    },
    contact: { name: 'Pat Example', phone: '+12025550143' },
  });

const names = (lines: string[]) => lines.map((line) => line.slice(line.lastIndexOf(' ') + 1));

export const noAppointmentBooked: Scenario[] = [
  {
    name: 'no-appointment-booked-ended',
    rule: 'five attempts on days 7, 12, 15, 19 and 25, then a manager decides, and only then the programme ends',
    open,
    play: async (played) => {
      for (const result of ['voicemail', 'no-answer', 'spoke']) {
        await played.until('task');
        await played.task('call', result);
      }
      await played.until('decision');
      expect((await played.sent()).map((line) => line.replace(/ \d+h/, ''))).toEqual([
        'Mon 16 Mar send-text:first-attempt',
        'Sat 21 Mar send-text:second-attempt',
        'Fri 3 Apr send-text:last-attempt',
      ]);
      await played.task('decision', 'approve');
      expect(await played.outcome()).toBe('ended');
      expect(names(await played.outbox()).slice(-2)).toEqual(['act:end-programme', 'note:programme-ended']);
    },
  },
  {
    name: 'no-appointment-booked-booked',
    rule: 'a client who books after the first call is left alone, and no further call is asked for',
    open,
    play: async (played) => {
      await played.until('task');
      await played.task('call', 'spoke');
      await played.until('step:day-19');
      await played.stage.client.conditionMet(played.id, { condition: 'booked' });
      expect(await played.outcome()).toBe('booked');
      expect(await played.openTasks()).toEqual([]);
    },
  },
];
