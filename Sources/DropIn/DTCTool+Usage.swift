extension DTCTool {
  static let usage = """
    Usage: dtc [options] <input file>

    Options: -[qI:O:o:V:d:R:S:p:a:fb:i:H:sW:E:@LATPD:hv]
      -q, --quiet                Quiet: -q suppress warnings, -qq errors, -qqq all
      -I, --in-format <arg>      Input formats are: dts (source), dtb (blob), fs (a /proc/device-tree folder)
      -o, --out <arg>            Output file
      -O, --out-format <arg>     Output formats are: dts, dtb, yaml, asm, null (nothing)
      -V, --out-version <arg>    Blob version to produce: 1, 2, 3, 16 or 17 (17)
      -d, --out-dependency <arg> Output dependency file
      -R, --reserve <arg>        Make space for <number> reserve map entries
      -S, --space <arg>          Make the blob at least <bytes> long
      -p, --pad <arg>            Add padding of <bytes> to the blob
      -a, --align <arg>          Make the blob's size a multiple of <bytes>
      -b, --boot-cpu <arg>       Set the physical boot cpu
      -f, --force                Produce output even if the input tree has errors
      -i, --include <arg>        Add a path to search for include files
      -s, --sort                 Sort nodes and properties before output
      -H, --phandle <arg>        Phandle properties: legacy, epapr or both
      -W, --warning <arg>        Enable or disable (no-) a warning
      -E, --error <arg>          Enable or disable (no-) an error
      -@, --symbols              Generate __symbols__
      -L, --local-fixups         Generate __local_fixups__ and __fixups__
      -A, --auto-alias           Make an alias of every label
      -T, --annotate             Name file and line in .dts output (-T -T for more)
      -P, --preprocess           Run the C preprocessor first, as cpp | dtc would (dtkit's own)
      -D, --define <arg>         Define a macro for that: NAME or NAME=VALUE (dtkit's own)
      -h, --help                 Print this help and exit
      -v, --version              Print the version and exit
    """
}
