/// The style sheet of the drawing, light and dark.
///
/// Colours are said by class and not by variables, which many readers of SVG do not have.
enum DrawingStyle {
  static let sheet = """
    .memory-map { font: 12.5px system-ui, "Segoe UI", "Liberation Sans", "DejaVu Sans", sans-serif; }
    .memory-map .address, .memory-map .size, .memory-map .label {
      font: 12px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace; }
    .memory-map .heading { font-size: 20px; font-weight: 650; }
    .memory-map .kernel-name { font-size: 14px; }
    .memory-map .outcome { font-size: 15px; font-weight: 600; }
    .memory-map .head { font-size: 11px; letter-spacing: .04em; }
    .memory-map .end, .memory-map .address, .memory-map .size { text-anchor: end; }
    .memory-map .tag { font: 600 11px system-ui, "Segoe UI", "Liberation Sans", "DejaVu Sans", sans-serif; letter-spacing: .02em; }
    .memory-map .note, .memory-map .meaning { font-size: 11.5px; }
    .memory-map .collision .label, .memory-map .refused .label, .memory-map .depends .label { font-weight: 700; }
    .memory-map .collision .tag, .memory-map .refused .tag, .memory-map .depends .tag { font-weight: 700; text-transform: uppercase; }
    .memory-map text { fill: #18212b; }
    .memory-map .paper { fill: #ffffff; }
    .memory-map .row { fill: transparent; }
    .memory-map .rule { stroke: #e3e8ed; stroke-width: 1; }
    .memory-map .bar, .memory-map .overview rect { stroke-width: 1; }
    .memory-map .head, .memory-map .note, .memory-map .kernel-name, .memory-map .gap text, .memory-map .ram .label { fill: #55616e; }
    .memory-map .zeros { fill: #6b7580; }
    .memory-map .links path { fill: #f1f4f7; stroke: #d9e0e7; stroke-width: 1; }
    .memory-map .bank { fill: none; stroke: #55616e; stroke-width: 3; }
    .memory-map .bracket { fill: none; stroke-width: 2.5; }
    .memory-map .bracket.refused, .memory-map .collision .bar { stroke: #a3000f; }
    .memory-map .bracket.depends, .memory-map .depends .bar { stroke: #9a5200; }
    .memory-map .mark { fill: #c4001a; }
    .memory-map .sound { fill: #0a6b4d; }
    .memory-map .unsound, .memory-map .refused .label, .memory-map .refused .tag, .memory-map .refused .remark,
    .memory-map .collision .label, .memory-map .collision .tag, .memory-map .collision .remark { fill: #a3000f; }
    .memory-map .depends .label, .memory-map .depends .tag, .memory-map .depends .remark { fill: #8a4800; }
    .memory-map .nomap .tag, .memory-map .mapped .tag { fill: #0a6b4d; }
    .memory-map .figure { fill: none; stroke-width: 1.3; }
    .memory-map .ram .ground { fill: #eef2f6; }
    .memory-map .ram .bar, .memory-map .overview .ram { stroke: #b3bfcb; }
    .memory-map .kernel .ground { fill: #4a5a70; }
    .memory-map .kernel .bar { stroke: #2f3c4d; }
    .memory-map .taken .ground { fill: #f7ebc8; }
    .memory-map .taken .figure { stroke: #a77a00; }
    .memory-map .taken .bar { stroke: #8a6500; }
    .memory-map .later .ground { fill: #efe9f8; }
    .memory-map .later .figure { fill: #7448b8; stroke: none; }
    .memory-map .later .bar { stroke: #8c6cc2; }
    .memory-map .maybe .ground { fill: #f6f3fb; }
    .memory-map .maybe .figure { fill: #b7a3da; stroke: none; }
    .memory-map .maybe .bar { stroke: #8c6cc2; stroke-dasharray: 2 3; }
    .memory-map .mapped .ground { fill: #cfeae1; }
    .memory-map .mapped .figure { stroke: #0a7a58; }
    .memory-map .mapped .bar { stroke: #0a7a58; }
    .memory-map .nomap .ground { fill: #49b492; }
    .memory-map .nomap .figure { stroke: #1d8a69; stroke-width: 2; }
    .memory-map .nomap .bar { stroke: #0a6b4d; }
    .memory-map .depends .ground { fill: #fff0d9; }
    .memory-map .depends .figure { stroke: #c46a00; stroke-width: 2; }
    .memory-map .refused .ground { fill: #fdeceb; }
    .memory-map .refused .figure { stroke: #ee9a96; stroke-width: 3; }
    .memory-map .refused .bar { stroke: #c4001a; }
    .memory-map .collision .ground { fill: #d10019; }
    .memory-map .collision .figure { stroke: #ffffff; stroke-width: 1.6; }
    .memory-map .refused .bar, .memory-map .depends .bar { stroke-width: 1.5; stroke-dasharray: 5 3; }
    .memory-map .collision .bar { stroke-width: 2; }
    .memory-map .gap .bar { fill: none; stroke: #9aa5b1; stroke-dasharray: 2 4; }
    .memory-map .overview .gap { fill: none; stroke: #c3ccd5; stroke-dasharray: 2 3; }
    .memory-map .ram .bar, .memory-map .overview .ram { fill: url(#mm-ram); }
    .memory-map .kernel .bar, .memory-map .overview .kernel { fill: url(#mm-kernel); }
    .memory-map .taken .bar, .memory-map .overview .taken { fill: url(#mm-taken); }
    .memory-map .later .bar, .memory-map .overview .later { fill: url(#mm-later); }
    .memory-map .maybe .bar, .memory-map .overview .maybe { fill: url(#mm-maybe); }
    .memory-map .mapped .bar, .memory-map .overview .mapped { fill: url(#mm-mapped); }
    .memory-map .nomap .bar, .memory-map .overview .nomap { fill: url(#mm-nomap); }
    .memory-map .depends .bar, .memory-map .overview .depends { fill: url(#mm-depends); }
    .memory-map .refused .bar, .memory-map .overview .refused { fill: url(#mm-refused); }
    .memory-map .collision .bar, .memory-map .overview .collision { fill: url(#mm-collision); }
    @media screen and (prefers-color-scheme: dark) {
      .memory-map text { fill: #e8edf3; }
      .memory-map .paper { fill: #12171d; }
      .memory-map .head, .memory-map .note, .memory-map .kernel-name, .memory-map .gap text, .memory-map .ram .label { fill: #a3afbc; }
      .memory-map .rule { stroke: #232c35; }
      .memory-map .zeros { fill: #7f8b98; }
      .memory-map .links path { fill: #1a2129; stroke: #2b3540; }
      .memory-map .bank { stroke: #a3afbc; }
      .memory-map .mark { fill: #ff6b6b; }
      .memory-map .bracket.refused, .memory-map .collision .bar { stroke: #ff8a84; }
      .memory-map .bracket.depends, .memory-map .depends .bar { stroke: #f0a954; }
      .memory-map .sound, .memory-map .nomap .tag, .memory-map .mapped .tag { fill: #67d3ae; }
      .memory-map .unsound, .memory-map .refused .label, .memory-map .refused .tag, .memory-map .refused .remark,
      .memory-map .collision .label, .memory-map .collision .tag, .memory-map .collision .remark { fill: #ff9a94; }
      .memory-map .depends .label, .memory-map .depends .tag, .memory-map .depends .remark { fill: #f5b766; }
      .memory-map .ram .ground { fill: #222b35; }
      .memory-map .ram .bar, .memory-map .overview .ram { stroke: #4a5866; }
      .memory-map .kernel .ground { fill: #8396b0; }
      .memory-map .kernel .bar { stroke: #a9bad0; }
      .memory-map .taken .ground { fill: #3b3013; }
      .memory-map .taken .figure { stroke: #e0b13e; }
      .memory-map .taken .bar { stroke: #b98f2c; }
      .memory-map .later .ground { fill: #292140; }
      .memory-map .later .figure { fill: #b49be6; }
      .memory-map .later .bar { stroke: #8168b5; }
      .memory-map .maybe .ground { fill: #1f1b2c; }
      .memory-map .maybe .figure { fill: #6a5a8e; }
      .memory-map .maybe .bar { stroke: #8168b5; }
      .memory-map .mapped .ground { fill: #143a30; }
      .memory-map .mapped .figure { stroke: #55c9a1; }
      .memory-map .mapped .bar { stroke: #3fae88; }
      .memory-map .nomap .ground { fill: #1f7a5d; }
      .memory-map .nomap .figure { stroke: #37a582; }
      .memory-map .nomap .bar { stroke: #67d3ae; }
      .memory-map .depends .ground { fill: #3d2a10; }
      .memory-map .depends .figure { stroke: #d98f38; }
      .memory-map .refused .ground { fill: #3b1719; }
      .memory-map .refused .figure { stroke: #8f3436; }
      .memory-map .refused .bar { stroke: #ff7b75; }
      .memory-map .collision .ground { fill: #d3202c; }
      .memory-map .gap .bar { stroke: #55616e; }
      .memory-map .overview .gap { stroke: #3a4550; }
    }

    """
}
