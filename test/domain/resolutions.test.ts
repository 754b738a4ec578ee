import { expect, test } from '@jest/globals';
import { programOf } from '../support/shipped.ts';

test.each(['2', '5'])(
  'variant %s offers the Rx first, then what the alert suggests, and the other ways to go on',
  (variant) => {
    const [resolution] = programOf('case-alert', variant).steering;
    expect(resolution?.options.slice(0, 5)).toEqual(['as-on-rx', 'as-suggested', 'as-is', 'with', 'part']);
  },
);

test('proceeding with part of the case is offered before cancelling all of it, and nobody has to choose to cancel', () => {
  const [resolution] = programOf('case-alert', '5').steering;
  const options = resolution?.options ?? [];
  expect(options).toContain('cancel');
  expect(options.indexOf('part')).toBeLessThan(options.indexOf('cancel'));
  expect(resolution?.default).toBe('as-suggested');
});
