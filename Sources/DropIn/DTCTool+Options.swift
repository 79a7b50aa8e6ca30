extension DTCTool {
  static let options = ToolOptions(
    "dtc [options] <input file>",
    [
      .flag("q", "quiet", "Quiet: -q suppress warnings, -qq errors, -qqq all"),
      .value(
        "I", "in-format", "Input formats are: dts (source), dtb (blob), fs (a /proc/device-tree folder)"),
      .value("o", "out", "Output file"),
      .value("O", "out-format", "Output formats are: dts, dtb, yaml, asm, null (nothing)"),
      .value("V", "out-version", "Blob version to produce: 1, 2, 3, 16 or 17 (17)"),
      .value("d", "out-dependency", "Output dependency file"),
      .value("R", "reserve", "Make space for <number> reserve map entries"),
      .value("S", "space", "Make the blob at least <bytes> long"),
      .value("p", "pad", "Add padding of <bytes> to the blob"),
      .value("a", "align", "Make the blob's size a multiple of <bytes>"),
      .value("b", "boot-cpu", "Set the physical boot cpu"),
      .flag("f", "force", "Produce output even if the input tree has errors"),
      .value("i", "include", "Add a path to search for include files"),
      .flag("s", "sort", "Sort nodes and properties before output"),
      .value("H", "phandle", "Phandle properties: legacy, epapr or both"),
      .value("W", "warning", "Enable or disable (no-) a warning"),
      .value("E", "error", "Enable or disable (no-) an error"),
      .flag("@", "symbols", "Generate __symbols__"),
      .flag("L", "local-fixups", "Generate __local_fixups__ and __fixups__"),
      .flag("A", "auto-alias", "Make an alias of every label"),
      .flag("T", "annotate", "Name file and line in .dts output (-T -T for more)"),
      .flag("P", "preprocess", "Run the C preprocessor first, as cpp | dtc would (dtkit's own)"),
      .value("D", "define", "Define a macro for that: NAME or NAME=VALUE (dtkit's own)"),
    ],
    version: "v")
}
