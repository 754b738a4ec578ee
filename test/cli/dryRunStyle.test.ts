import { describe, expect, test } from '@jest/globals';
import { STYLE } from '../../cli/output/dryRun/style.ts';

const [, light = '', dark = ''] = STYLE.split(':root {');

function coloursOf(rules: string): Record<string, string> {
  const [block = ''] = rules.split('}');
  return Object.fromEntries(
    [...block.matchAll(/--(\w+): (#[0-9a-f]{6})/g)].map(([, name = '', colour = '']) => [name, colour]),
  );
}

/** How light a colour is, from 0 to 1, as the eye sees it (WCAG 2). */
function lightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [lightness(one), lightness(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

describe.each([
  ['light', coloursOf(light)],
  ['dark', coloursOf(dark)],
])('the %s page of a dry run', (_, colours) => {
  const pairs: [ink: string, ground: string][] = [
    ['ink', 'page'],
    ['ink', 'card'],
    ['soft', 'page'],
    ['soft', 'card'],
    ['soft', 'off'],
    ['accent', 'page'],
    ['accent', 'card'],
    ...[1, 2, 3, 4, 5].map((step): [string, string] => [`i${step}`, `h${step}`]),
  ];

  test.each(pairs)('can be read: %s on %s', (ink, ground) => {
    expect(contrast(colours[ink] ?? '', colours[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});
