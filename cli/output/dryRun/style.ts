/** The looks of the page, light and dark. Every text on every background has a contrast of 4.5 to 1 at the least. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #fbfaf8; --card: #ffffff; --line: #dedad3; --ink: #22201c; --soft: #67625a; --off: #f0ede8; --accent: #0b6e68;
  --h1: #dcefed; --h2: #a9d8d3; --h3: #63b3ac; --h4: #0f7a73; --h5: #07504b;
  --i1: #12312f; --i2: #0c2b29; --i3: #06211f; --i4: #ffffff; --i5: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #171614; --card: #201f1c; --line: #3a3833; --ink: #ece8e1; --soft: #aaa49a; --off: #2a2825; --accent: #6fcfc6;
    --h1: #17322f; --h2: #1b4a46; --h3: #1f6a64; --h4: #4fb3aa; --h5: #a5e6df;
    --i1: #d8f1ee; --i2: #e2f6f4; --i3: #f2fcfb; --i4: #06211f; --i5: #06211f;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 2.5rem clamp(1rem, 4vw, 3rem) 4rem; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-variant-numeric: tabular-nums;
}
main { max-width: 1120px; margin: 0 auto; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .25rem; letter-spacing: -.01em; }
h2 { font-size: 1.1rem; margin: 2.75rem 0 .9rem; }
p { margin: .25rem 0 .75rem; max-width: 46rem; }
.soft, .notes { color: var(--soft); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; margin: 1.75rem 0 0; padding: 0; list-style: none; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .8rem 1rem .7rem; }
.tiles b { display: block; font-size: 1.6rem; line-height: 1.2; font-weight: 650; }
.tiles span { color: var(--soft); display: block; }
.tiles em { font-style: normal; color: var(--accent); font-weight: 600; }
.months { display: grid; grid-template-columns: repeat(auto-fill, minmax(21rem, 1fr)); gap: 1.5rem 2rem; align-items: start; }
.month { width: 100%; max-width: 26rem; table-layout: fixed; border-collapse: separate; border-spacing: 3px; }
.month caption { text-align: left; font-weight: 650; padding: 0 3px .25rem; }
.month caption span { font-weight: 400; color: var(--soft); margin-left: .35rem; }
.month th { font-size: .75rem; font-weight: 500; color: var(--soft); text-align: center; padding: 0; }
.month td { height: 3.3rem; border-radius: 6px; padding: 0 0 .15rem; position: relative; text-align: center; vertical-align: bottom; line-height: 1.15; }
.month .day { position: absolute; top: .2rem; left: .35rem; font-size: .72rem; }
.month b { display: block; font-size: 1.02rem; font-weight: 650; }
.month small { display: block; font-size: .72rem; }
.month td:not(:has(small)) { padding-bottom: .55rem; }
.month .quiet { background: var(--card); box-shadow: inset 0 0 0 1px var(--line); color: var(--soft); }
.month .outside { color: var(--soft); }
.month .off { background: var(--off); color: var(--soft); }
.h1 { background: var(--h1); color: var(--i1); } .h2 { background: var(--h2); color: var(--i2); }
.h3 { background: var(--h3); color: var(--i3); } .h4 { background: var(--h4); color: var(--i4); }
.h5 { background: var(--h5); color: var(--i5); }
.legend { display: flex; flex-wrap: wrap; gap: .35rem 1.1rem; list-style: none; padding: 0; margin: .9rem 0 0; color: var(--soft); font-size: .85rem; }
.legend i { display: inline-block; width: .95rem; height: .95rem; border-radius: 4px; margin-right: .4rem; vertical-align: -2px; }
.legend .off { background: var(--off); box-shadow: inset 0 0 0 1px var(--line); }
.wide { overflow-x: auto; }
.rows { border-collapse: collapse; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.rows th, .rows td { padding: .38rem .9rem; text-align: right; border-top: 1px solid var(--line); white-space: nowrap; }
.rows thead th, .rows tbody:first-child tr:first-child > * { border-top: 0; }
.rows thead th { font-weight: 500; color: var(--soft); font-size: .85rem; }
.rows th:first-child, .rows td.words { text-align: left; }
.rows tbody th { font-weight: 500; }
.rows td.words { white-space: normal; }
.rows .bar { width: 14rem; padding-right: 1rem; }
.bar i { display: block; height: .75rem; border-radius: 3px; background: var(--accent); min-width: 2px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 0 2.5rem; align-items: start; }
.changes { margin: 0 0 1.1rem; padding: 0; list-style: none; }
.changes li { padding-left: 1.6rem; text-indent: -1.6rem; }
.changes span { display: inline-block; width: 1.6rem; text-indent: 0; font-weight: 700; color: var(--accent); }
details { margin-top: 2.75rem; } summary { cursor: pointer; font-weight: 650; font-size: 1.1rem; margin-bottom: .9rem; }
.notes { margin-top: 3rem; font-size: .88rem; padding-left: 1.1rem; max-width: 50rem; }
@media print { body { background: none; padding: 0; } .tiles li, .rows, .month td { print-color-adjust: exact; } }
`;
