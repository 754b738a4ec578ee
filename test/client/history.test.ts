import { expect, test } from '@jest/globals';
import { folded } from '../../client/history/folded.ts';

const label = (at: number) => `hour ${at}`;
const putOff = (at: number, again = 'send-text:hello channel-off') => ({
  at,
  words: 'put off: hello',
  again,
});

test('what is put off again and again is one line, with how often and until when', () => {
  const lines = [
    { at: 1, words: 'case opened' },
    putOff(2),
    putOff(3),
    putOff(4),
    { at: 5, words: 'sent hello' },
  ];
  expect(folded(lines, label)).toMatchObject([
    { at: 1, words: 'case opened' },
    { at: 2, words: 'put off: hello, 3 times until hour 4' },
    { at: 5, words: 'sent hello' },
  ]);
});

test('another reason, and whatever happened in between, begins a new line', () => {
  const lines = [putOff(1), putOff(2, 'send-text:hello held'), { at: 3, words: 'resumed' }, putOff(4)];
  expect(folded(lines, label).map(({ at }) => at)).toEqual([1, 2, 3, 4]);
});
