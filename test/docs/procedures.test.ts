import { describe, expect, test } from '@jest/globals';
import { procedurePages } from '../../scripts/procedurePages.ts';
import { files, read } from './repository.ts';

describe('docs/procedures', () => {
  test('is what `npm run schema` writes today, page by page', async () => {
    const pages = await procedurePages();
    const there = files().filter((path) => path.startsWith('docs/procedures/'));
    expect(there.toSorted()).toEqual(Object.keys(pages).toSorted());
    const stale = Object.entries(pages).filter(([path, text]) => read(path) !== text);
    expect(stale.map(([path]) => path)).toEqual([]);
  });

  test('each page explains, draws and previews its procedure', async () => {
    const pages = Object.entries(await procedurePages()).filter(([path]) => !path.endsWith('README.md'));
    expect(pages.length).toBeGreaterThanOrEqual(5);
    for (const [, text] of pages) {
      expect(text).toMatch(/^# \S/);
      expect(text).toContain('## What stops it');
      expect(text).toContain('```mermaid\nflowchart TD');
      expect(text).toMatch(/```text\n[\s\S]*Times are those of/);
    }
  });
});
