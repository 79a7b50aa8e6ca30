import Testing
import TestSupport

/// A small board as source and as blob, for the everyday verbs.
enum VerbBoard {
  static let source = """
    /dts-v1/;

    / {
    \tmodel = "board";	// the name

    \taliases {
    \t\tserial0 = &uart;
    \t};

    \tclk: clock {
    \t\t#clock-cells = <1>;
    \t};

    \tuart: serial@1000 {
    \t\tcompatible = "ns16550a";
    \t\treg = <0x1000 0x10>;
    \t\tclocks = <&clk 7>;
    \t};
    };

    """

  static func program() throws -> Program {
    let program = try Program()
    try program.write(source, to: "board.dts")
    #expect(try program.run("build", "board.dts", "-o", "board.dtb").status == 0)
    return program
  }
}
