// The looks of the HTML report.

#pragma once

#include <string_view>

namespace report {

inline constexpr std::string_view kHtmlStyle = R"css(
:root { color-scheme: light dark; --ground: #fff; --text: #1b1f24; --soft: #59636e;
  --line: #d1d9e0; --block: #f6f8fa; --accent: #0b5cad; --good: #1a7f37; --bad: #b3261e;
  --unknown: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --ground: #0d1117; --text: #e6edf3; --soft: #9da7b1;
  --line: #3d444d; --block: #161b22; --accent: #6cb6ff; --good: #57ab5a; --bad: #ff8a80;
  --unknown: #e3b341; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; background: var(--ground);
  color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
h3 { margin-bottom: .25rem; font-size: 1rem; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.soft { color: var(--soft); }
.good { color: var(--good); } .bad { color: var(--bad); } .unknown { color: var(--unknown); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem;
  border-bottom: 1px solid var(--line); overflow-wrap: normal; }
td.number { white-space: nowrap; }
caption { text-align: left; color: var(--soft); padding-bottom: .25rem; }
article { border-left: 4px solid var(--bad); padding: 0 0 0 .8rem; margin: 1.2rem 0; }
article.unknown { border-color: var(--unknown); color: inherit; }
pre { background: var(--block); padding: .6rem; margin: .4rem 0; overflow-x: auto;
  font: .85rem/1.45 ui-monospace, monospace; border-radius: 4px; overflow-wrap: normal; }
dl { margin: .4rem 0; } dt { float: left; width: 5rem; color: var(--soft); }
dd { margin: 0 0 .2rem 5rem; }
figure { margin: .8rem 0; } figcaption { color: var(--soft); }
svg { width: 100%; height: auto; font: 11px system-ui, sans-serif; }
svg text { fill: var(--text); }
svg .bar { fill: var(--accent); opacity: .35; } svg .sample { fill: var(--accent); }
svg .interval { stroke: var(--text); stroke-width: 3; }
svg .serial, svg .attainable { stroke: var(--soft); stroke-width: 1.5; }
svg .threshold { stroke: var(--good); stroke-width: 1.5; stroke-dasharray: 4 3; }
svg .runs { fill: var(--accent); } svg .native { fill: var(--good); }
svg .waits { fill: var(--bad); } svg .sleeps { fill: var(--line); } svg .other { fill: var(--soft); }
@media print { body { max-width: none; } a { color: inherit; text-decoration: none; }
  article, figure { break-inside: avoid; } pre { white-space: pre-wrap; } }
)css";

}  // namespace report
