import type { Procedure } from '../../../domain/procedure/procedure.ts';

/** A small procedure with one of everything that messages and facts care about. */
export function sampleProcedure(more: Partial<Procedure> = {}): Procedure {
  return {
    procedure: 'sample',
    version: 1,
    title: 'A question waits for an answer',
    owner: 'desk',
    locale: 'en',
    facts: {
      'asked-on': { type: 'instant', required: true },
      name: { type: 'text', required: true },
      note: { type: 'text', required: false },
      way: {
        type: 'choice',
        required: false,
        options: {
          'as-suggested': { wording: 'proceed as suggested' },
          'as-on-rx': { wording: 'proceed as on the Rx' },
          with: { wording: 'proceed with {{ way-detail }}' },
          part: { wording: 'proceed with part of the case: {{ way-detail }}' },
          cancel: { wording: 'cancel the case', variants: ['long'] },
          other: { wording: '{{ way-detail }}' },
        },
        default: 'as-suggested',
        other: 'other',
      },
    },
    clock: { calendar: 'desk', dayZero: 'asked-on', firstDay: 0, count: 'business-days', at: '09:00' },
    variants: { short: { title: 'short' }, long: { title: 'long' } },
    stopWhen: ['customer-replies'],
    limits: {},
    verify: [],
    tasks: {},
    levels: [],
    closingStatement: false,
    afterEnd: 'task',
    steps: [
      { when: 'day', day: 1, do: [{ verb: 'send', channel: 'portal', name: 'hello' }] },
      { when: 'day', day: { long: 2 }, do: [{ verb: 'send', channel: 'portal', name: 'hurry' }] },
      {
        when: 'day',
        day: { short: 2, long: 3 },
        do: [
          {
            verb: 'choose',
            fact: 'way',
            branches: [
              { option: 'cancel', do: [{ verb: 'end', outcome: 'cancelled' }] },
              {
                option: 'otherwise',
                do: [
                  { verb: 'act', name: 'proceed' },
                  { verb: 'note', name: 'done' },
                  { verb: 'end', outcome: 'proceeded' },
                ],
              },
            ],
          },
        ],
      },
    ],
    ...more,
  };
}
