import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { afterFailure, type Breaker, passage, probing, stateOf } from '../../domain/breaker/breaker.ts';

const MINUTE = 60_000;
const RULES = { failures: 3, withinMinutes: 10, pauseMinutes: 5 };

/** `fail A` and `ok A` end a call of attempt A, `try A` asks whether it may go out. One a minute. */
function played(steps: string[]) {
  let breaker: Breaker | null = null;
  const said = steps.map((step, minute) => {
    const [what = '', attempt = ''] = step.split(' ');
    const at = minute * MINUTE;
    if (what === 'fail')
      breaker = afterFailure(breaker, { attempt, at, reason: 'busy', retryAfter: null }, RULES);
    if (what === 'ok') breaker = null;
    if (what !== 'try') return stateOf(breaker, at);
    const found = passage(breaker, attempt, at);
    if (found.passes && found.probe && breaker) breaker = probing(breaker, attempt, at);
    return found.passes ? (found.probe ? 'probe' : 'goes') : 'waits';
  });
  return said.at(-1);
}

describe('A channel that fails', () => {
  const CASES: [string, string[], string][] = [
    ['two failures are no reason to stop', ['fail A', 'fail B', 'try C'], 'goes'],
    ['three attempts in a row are', ['fail A', 'fail B', 'fail C', 'try D'], 'waits'],
    [
      'one attempt counts once, however often it fails',
      ['fail A', 'fail A', 'fail A', 'fail B', 'try C'],
      'goes',
    ],
    ['a success between them begins the count anew', ['fail A', 'fail B', 'ok C', 'fail D', 'try E'], 'goes'],
    [
      'failures of long ago do not count',
      ['fail A', ...Array(10).fill('try X'), 'fail B', 'fail C', 'try D'],
      'goes',
    ],
    [
      'after the pause one attempt tries',
      ['fail A', 'fail B', 'fail C', ...Array(4).fill('-'), 'try D'],
      'probe',
    ],
    ['and only one', ['fail A', 'fail B', 'fail C', ...Array(4).fill('-'), 'try D', 'try E'], 'waits'],
    ['which may ask again', ['fail A', 'fail B', 'fail C', ...Array(4).fill('-'), 'try D', 'try D'], 'probe'],
    [
      'one that has died with its try keeps nobody waiting for ever',
      ['fail A', 'fail B', 'fail C', ...Array(4).fill('-'), 'try D', '-', 'try E'],
      'probe',
    ],
    [
      'a try that fails begins the pause anew',
      ['fail A', 'fail B', 'fail C', ...Array(4).fill('-'), 'try D', 'fail D', 'try E'],
      'waits',
    ],
    [
      'a try that succeeds closes it',
      ['fail A', 'fail B', 'fail C', ...Array(4).fill('-'), 'try D', 'ok D', 'try E'],
      'goes',
    ],
    [
      'calls that had begun before do not make the pause longer',
      ['fail A', 'fail B', 'fail C', '-', '-', '-', 'fail X', 'try D'],
      'probe',
    ],
    ['what people see: failing', ['fail A', 'fail B', 'fail C'], 'failing'],
    ['what people see: trying', ['fail A', 'fail B', 'fail C', ...Array(5).fill('-')], 'trying'],
    ['what people see: it works', ['fail A', 'fail B', 'fail C', 'ok D'], 'works'],
  ];
  test.each(CASES)('SND-12: %s', (_, steps, expected) => {
    expect(played(steps)).toBe(expected);
  });

  test('SND-12: whoever asks to be left alone longer is', () => {
    const retryAfter = 40 * MINUTE;
    let breaker: Breaker | null = null;
    for (const attempt of ['A', 'B', 'C'])
      breaker = afterFailure(breaker, { attempt, at: 0, reason: 'busy', retryAfter }, RULES);
    expect(passage(breaker, 'D', 39 * MINUTE)).toEqual({ passes: false, until: retryAfter });
  });

  test('SND-12: whatever happens, two attempts never try at the same time', () => {
    const step = fc.record({
      what: fc.constantFrom('fail', 'ask'),
      attempt: fc.constantFrom('A', 'B', 'C', 'D'),
      wait: fc.integer({ min: 0, max: 3 * MINUTE }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let breaker: Breaker | null = null;
        let at = 0;
        let trying: { attempt: string; at: number } | null = null;
        for (const { what, attempt, wait } of steps) {
          at += wait;
          if (what === 'fail') {
            breaker = afterFailure(breaker, { attempt, at, reason: 'busy', retryAfter: null }, RULES);
            if (trying?.attempt === attempt) trying = null;
            continue;
          }
          const found = passage(breaker, attempt, at);
          if (!found.passes) {
            expect(found.until).toBeGreaterThan(at);
            continue;
          }
          if (!found.probe || !breaker) continue;
          if (trying && trying.attempt !== attempt) expect(at - trying.at).toBeGreaterThanOrEqual(2 * MINUTE);
          breaker = probing(breaker, attempt, at);
          trying = { attempt, at };
        }
      }),
    );
  });
});
