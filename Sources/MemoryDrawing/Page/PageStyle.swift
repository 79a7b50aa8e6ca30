/// The style sheet of the page around the drawing.
enum PageStyle {
  static let sheet = """
    :root {
      color-scheme: light dark;
      --paper: #ffffff; --ground: #f4f6f8; --ink: #18212b; --faint: #55616e; --line: #d5dce3; --lit: #fff3c4;
      --lit-line: #b07d00; --bad: #a3000f; --doubt: #8a4800; --good: #0a6b4d; --link: #0b57a4;
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --paper: #12171d; --ground: #0b0f13; --ink: #e8edf3; --faint: #a3afbc; --line: #303a45; --lit: #453a12;
        --lit-line: #ffd257; --bad: #ff9a94; --doubt: #f5b766; --good: #67d3ae; --link: #8cc1ff;
      }
    }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--ink);
      font: 14px/1.45 system-ui, "Segoe UI", "Liberation Sans", "DejaVu Sans", sans-serif; }
    header { padding: 18px 24px 12px; }
    h1 { margin: 0; font-size: 21px; overflow-wrap: anywhere; }
    header p { margin: 2px 0 0; color: var(--faint); }
    header p.verdict { margin-top: 6px; font-size: 16px; font-weight: 600; color: var(--good); }
    header p.unsound { color: var(--bad); }
    main { display: grid; grid-template-columns: minmax(0, 1.2fr) minmax(0, 1fr); gap: 16px; padding: 0 24px 24px; }
    section { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; min-width: 0; }
    .lists { padding: 4px 18px 18px; overflow-x: auto; }
    .map { align-self: start; overflow: hidden; }
    .js .map { position: sticky; top: 12px; }
    .js #view { width: 100%; max-height: calc(100vh - 130px); min-height: 300px; cursor: grab; touch-action: none; }
    .js #view.moving { cursor: grabbing; }
    #view:focus-visible { outline: 2px solid var(--link); outline-offset: -2px; }
    #view svg { display: block; width: 100%; }
    .js #view svg { height: 100%; }
    .controls { display: none; gap: 6px; align-items: center; padding: 8px 12px; border-bottom: 1px solid var(--line); }
    .js .controls { display: flex; flex-wrap: wrap; }
    .controls span { color: var(--faint); font-size: 12px; margin-left: 6px; }
    button { font: inherit; min-width: 34px; padding: 3px 10px; border: 1px solid var(--line); border-radius: 6px;
      background: var(--ground); color: var(--ink); cursor: pointer; }
    button:hover, button:focus-visible { border-color: var(--link); }
    h2 { font-size: 14.5px; margin: 18px 0 6px; }
    summary h2 { display: inline; }
    details { margin-top: 18px; }
    table { width: 100%; border-collapse: collapse; font-size: 12.5px; }
    th { text-align: left; font-weight: 500; font-size: 11.5px; color: var(--faint); }
    th, td { padding: 3px 10px 3px 4px; vertical-align: top; border-bottom: 1px solid var(--line); }
    .place, .number { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 11.5px; }
    .place, .what, .manner { white-space: nowrap; }
    .name { min-width: 20ch; }
    .number { text-align: right; white-space: nowrap; }
    td a { color: inherit; text-decoration: none; overflow-wrap: anywhere; }
    td a:hover { text-decoration: underline; }
    td a:focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
    .regions a { font-weight: 600; }
    .what { font-weight: 600; color: var(--good); }
    .refused .what, .undone .what, .ignored .what, .unplaced .what { color: var(--bad); }
    .refused .what::before, .undone .what::before, .ignored .what::before, .unplaced .what::before { content: "✗ "; }
    .depends .what, .notSaved .what { color: var(--doubt); }
    .depends .what::before, .notSaved .what::before { content: "? "; }
    .reserved .what::before { content: "✓ "; }
    tbody.row tr:not(:last-child) td { border-bottom: none; }
    .more td { padding-top: 0; }
    .cause { margin: 0 0 4px; max-width: 90ch; max-height: 13em; overflow: auto; color: var(--ink); overflow-wrap: anywhere; }
    code { font: 11.5px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; color: var(--faint);
      overflow-wrap: anywhere; }
    ul { margin: 4px 0; padding-left: 18px; }
    li { margin: 3px 0; overflow-wrap: anywhere; white-space: pre-line; }
    .complaints li { font: 12px/1.4 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; color: var(--bad); }
    tbody.lit td { background: var(--lit); }
    tbody.pinned td:first-child { box-shadow: inset 3px 0 var(--lit-line); }
    .stretch { outline: none; }
    .memory-map .stretch.lit .row { fill: var(--lit); }
    .memory-map .stretch.lit .bar { stroke: var(--lit-line); stroke-width: 3; stroke-dasharray: none; }
    .memory-map .stretch:focus-visible .row { stroke: var(--link); stroke-width: 2; }
    #tip { position: fixed; z-index: 2; max-width: 460px; padding: 9px 12px; border: 1px solid var(--lit-line); border-radius: 7px;
      background: var(--paper); color: var(--ink); box-shadow: 0 5px 22px rgb(0 0 0 / .28); font-size: 12.5px;
      pointer-events: none; overflow-wrap: anywhere; }
    #tip b { display: block; }
    #tip p { margin: 3px 0 0; }
    @media (max-width: 1000px) {
      main { grid-template-columns: minmax(0, 1fr); padding: 0 10px 10px; }
      .js .map { position: static; }
      .js #view { max-height: 70vh; }
    }
    @media print {
      body, section { background: none; border: none; }
      main { display: block; padding: 0; }
      .js .map { position: static; }
      .js #view, .cause { max-height: none; }
      .js .controls, #tip { display: none; }
      tr { break-inside: avoid; }
      h2 { break-after: avoid; }
    }

    """
}
