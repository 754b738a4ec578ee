import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { exists, files, read } from './repository.ts';

const all = files();
const source = all.filter((path) => /\.(ts|mjs|go)$/.test(path));
const pages = all.filter((path) => path.endsWith('/README.md') || /^(README\.md|docs\/.*\.md)$/.test(path));
const folders = all.flatMap((path) => /^([a-z][^/]*)\//.exec(path)?.[1] ?? []).filter(once);

/** Text outside code: what stands in a fence or between backticks is no link. */
const prose = (page: string) => read(page).replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '');

function linksOf(page: string): string[] {
  return [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => normalize(join(dirname(page), target)));
}

const linesOf = (path: string) => read(path).trimEnd().split('\n').length;

describe('the pages', () => {
  test('link only to files that are there', () => {
    expect(pages).toContain('docs/architecture.md');
    const links = pages.flatMap((page) => linksOf(page).map((target) => [page, target] as const));
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter(([, target]) => !exists(target))).toEqual([]);
  });

  test('the folders that README.md lists are there', () => {
    const [, list = ''] = read('README.md').split('\n## Folders\n');
    const first = [...list.matchAll(/^\|([^|]*)\|/gm)].map(([, cell = '']) => cell).join(' ');
    const listed = [...first.matchAll(/`([a-z]+)\/`/g)].map(([, folder = '']) => folder);
    expect(listed.length).toBeGreaterThan(10);
    expect(listed.filter((folder) => !folders.includes(folder))).toEqual([]);
  });

  test('every folder says in a README what lives in it', () => {
    expect(folders.filter((folder) => !exists(`${folder}/README.md`))).toEqual([]);
  });

  test('the folders that the architecture names are there, each with a README', () => {
    const named = read('docs/architecture.md').match(/(?<![\w/.<])[a-z]+\/(?=[\s`(])/g) ?? [];
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(once).filter((folder) => !exists(`${folder}README.md`))).toEqual([]);
  });

  test('the list of decisions names exactly the decisions there are', () => {
    const listed = linksOf('docs/decisions/README.md');
    const there = all.filter((path) => /^docs\/decisions\/\d+.*\.md$/.test(path));
    expect(listed).toEqual(there.toSorted());
    expect(there.toSorted().map((path) => /\/(\d{4})-/.exec(path)?.[1])).toEqual(
      there.map((_, index) => String(index + 1).padStart(4, '0')),
    );
  });
});

describe('the files', () => {
  // Written so that this file does not hold them itself.
  const unwanted: [what: string, pattern: RegExp][] = [
    ['a host of a package registry', new RegExp(String.raw`\bregistry\.[a-z]|proxy\.[g]olang`)],
    ["a path of somebody's machine", new RegExp(`(?<![\\w.-])/(?:${['work', 'root', 'home'].join('|')})/`)],
    ['work that is left', new RegExp(String.raw`\b(?:TO[D]O|FIX[M]E)\b`)],
  ];
  const texts = all.filter((path) => path !== 'package-lock.json' && !read(path).includes('\0'));

  test.each(unwanted)('name nowhere %s', (_, pattern) => {
    expect(texts.length).toBeGreaterThan(300);
    expect(texts.filter((path) => pattern.test(read(path)))).toEqual([]);
  });

  test('no source file has more than 400 lines', () => {
    expect(source.filter((path) => linesOf(path) > 400)).toEqual([]);
  });

  test('the median source file has under 90 lines', () => {
    const lines = source.map(linesOf).toSorted((a, b) => a - b);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThan(90);
  });
});

function once<T>(value: T, index: number, of: T[]): boolean {
  return of.indexOf(value) === index;
}
