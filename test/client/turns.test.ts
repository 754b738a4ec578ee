import { describe, expect, test } from '@jest/globals';
import { Turns } from '../../client/turns.ts';

describe('Deliveries to one case', () => {
  test('never run two at a time, and whoever asks meanwhile shares the one that follows', async () => {
    const turns = new Turns<number>();
    const gates: (() => void)[] = [];
    let running = 0;
    let runs = 0;
    const work = async () => {
      running += 1;
      runs += 1;
      expect(running).toBe(1);
      await new Promise<void>((resolve) => gates.push(resolve));
      running -= 1;
      return runs;
    };
    const first = turns.take('a', work);
    const later = [turns.take('a', work), turns.take('a', work), turns.take('a', work)];
    expect(runs).toBe(1);
    gates[0]?.();
    expect(await first).toBe(1);
    gates[1]?.();
    expect(await Promise.all(later)).toEqual([2, 2, 2]);
    const last = turns.take('a', work);
    gates[2]?.();
    expect(await last).toBe(3);
  });

  test('of another case do not wait, and one that failed holds up nobody', async () => {
    const turns = new Turns<string>();
    const broken = turns.take('a', async () => {
      throw new Error('broken');
    });
    const next = turns.take('a', async () => 'next');
    const other = turns.take('b', async () => 'other');
    await expect(broken).rejects.toThrow('broken');
    expect([await next, await other]).toEqual(['next', 'other']);
  });
});
