import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { logOptions } from '../../worker/log.ts';

test('the log says of an error what it is and where, and quotes no row', () => {
  const lines: string[] = [];
  const log = pino(logOptions('worker', {}), { write: (line) => void lines.push(line) });
  const error = Object.assign(new Error('violates a check'), { code: '23514', detail: '(c-1, Pat Example)' });
  log.error({ err: error, part: 'upkeep' }, 'could not be written');
  log.error(error);
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line).not.toContain('Pat Example');
    expect(JSON.parse(line).err).toMatchObject({ message: 'violates a check', code: '23514' });
    expect(JSON.parse(line).err.stack).toContain('log.test.ts');
  }
});
