import DeviceTree

/// The command line: the log's, or guesses where the log does not show it.
extension VariationMaker {
  /// The line that the kernel printed.
  var commandLineOfLog: [Variation] {
    guard let logged = facts.commandLine else { return [] }
    let words = CommandLine(logged.value).tokens.map(\.text)
    guard words != input.commandLine.tokens.map(\.text) else { return [] }
    return [commandLine(logged.value, needed: "\"\(logged.value)\"", evidence: logged.source)]
  }

  /// Without an early console, without `mem=`, or with the early console that the log shows.
  var commandLineGuesses: [Variation] {
    guard facts.commandLine == nil else { return [] }
    let line = input.commandLine
    var found: [Variation] = []
    let consoles = line.tokens.filter { $0.name == "earlycon" || $0.isEarlyConsole }
    if !consoles.isEmpty, facts.earlycon == nil {
      let without = Self.line(line, without: consoles)
      found.append(commandLine(without, needed: "without \(consoles.map(\.text).joined(separator: " "))"))
    }
    let limits = line.tokens.filter { $0.name == "mem" }
    if !limits.isEmpty {
      let without = Self.line(line, without: limits)
      found.append(commandLine(without, needed: "without \(limits.map(\.text).joined(separator: " "))"))
    }
    if consoles.isEmpty {
      // The mapping is what counts, not the device.
      let word = "earlycon=uart8250,mmio,\(AddressText.hex(address ?? 0x1fe0_01e0))"
      let text = (line.text.isEmpty ? "" : line.text + " ") + word
      found.append(
        commandLine(text, needed: "with an early console, such as \(word)", evidence: facts.earlycon?.source))
    }
    return found
  }

  /// The address of the early console that the log shows.
  private var address: UInt64? {
    facts.earlycon.flatMap { logged in
      logged.value.split(separator: " ").last.flatMap { UInt64($0.dropFirst(2), radix: 16) }
    }
  }

  /// Stated as `--cmdline` where that is enough: the configuration or `--append` may add to it, or replace it.
  private func commandLine(_ text: String, needed: String, evidence: FactSource? = nil) -> Variation {
    let given = input.commandLine
    var stated = input
    stated.commandLineOverride = text
    let isEnough = stated.commandLine.tokens.map(\.text) == CommandLine(text).tokens.map(\.text)
    let change = FactCorrection(
      "command line", given: given.text.isEmpty ? "empty" : "\"\(given.text)\"",
      from: given.parts.first?.source ?? .assumed("neither tree nor call has one"), needed: needed,
      evidence: evidence, arguments: isEnough ? ["--cmdline", text] : [],
      help: isEnough
        ? nil
        : "--append or the configuration's CMDLINE adds to it or replaces it: give the .config of the kernel that booted"
    )
    guard !isEnough else { return Variation(change, .bootFlag { $0.commandLineOverride = text }) }
    return Variation(
      change,
      .direct { input in
        let none = evidence ?? .flag("--cmdline")
        input.commandLineOverride = text
        input.bootLoaderCommandLine = nil
        input.profile.forcedCommandLine.value = nil
        input.profile.builtInCommandLine = Fact(input.profile.builtInCommandLine.name, "", none)
        input.profile.extendsCommandLine.value = false
      })
  }

  private static func line(_ line: CommandLine, without tokens: [CommandLine.Token]) -> String {
    let bytes = Array(line.text.utf8)
    let dropped = Set(tokens.map(\.range))
    return line.tokens.filter { !dropped.contains($0.range) }
      .map { String(decoding: bytes[$0.range], as: UTF8.self) }.joined(separator: " ")
  }
}

extension CommandLine.Token {
  /// The parameter as it was written, but for quotes.
  fileprivate var text: String { value.map { "\(name)=\($0)" } ?? name }

  /// `console=uart8250,mmio,…` is an early console as well.
  fileprivate var isEarlyConsole: Bool {
    name == "console" && (value?.hasPrefix("uart") ?? false)
  }
}
