import DeviceTree
import LinuxBoot
import SourceDiagnostics

extension LintInput {
  /// A word of the command line that the tree states in bootargs.
  struct BootArgument {
    var token: CommandLine.Token
    var chosen: DeviceTree.NodeID
    var property: DeviceTree.PropertyID
  }

  /// The word as it stands in bootargs; nil if it came from somewhere else.
  func bootArgument(_ token: CommandLine.Token, of line: CommandLine) -> BootArgument? {
    guard case .tree = line.source(at: token.range.lowerBound), let chosen = tree.chosen,
      let property = tree.property("bootargs", of: chosen)
    else { return nil }
    return BootArgument(token: token, chosen: chosen, property: property)
  }

  /// Where the word stands in the sources.
  func place(of argument: BootArgument) -> SourceRange? {
    place(ofBytes: argument.token.range, ofString: argument.property)
  }

  /// The words that ask for an early console: `earlycon`, and `console` with a driver's name and address.
  var earlyconTokens: [CommandLine.Token] {
    boot.commandLine.tokens.filter { token in
      if token.name == "earlycon" { return true }
      guard token.name == "console", let value = token.value else { return false }
      let name = value.prefix { $0 != "," }
      return value.contains(",") && EarlyconDriver.all.contains { $0.name == name }
    }
  }

  /// The first word that asks for an early console, where bootargs has it.
  var earlyconArgument: BootArgument? {
    let line = boot.commandLine
    return earlyconTokens.first.flatMap { bootArgument($0, of: line) }
  }

  /// Changes that take every `earlycon` out of bootargs; nil if none stands there.
  var withoutEarlycon: [TreeChange]? {
    let line = boot.commandLine
    let arguments = earlyconTokens.compactMap { bootArgument($0, of: line) }
    guard let first = arguments.first, arguments.allSatisfy({ $0.token.name == "earlycon" }) else {
      return nil
    }
    // From the last on, so that the places of the others stay.
    return arguments.reversed().map { .cutString($0.token.range, of: "bootargs", in: first.chosen) }
  }
}
