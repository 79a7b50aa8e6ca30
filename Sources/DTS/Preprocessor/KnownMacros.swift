/// The macros that are defined where a text ends.
struct KnownMacros: Sendable {
  private var macros: [Macro] = []
  private var macroOfSymbol: [Int32] = []

  /// No macros.
  init() {}

  /// Takes over what the preprocessor knows.
  init(_ preprocessor: Preprocessor) {
    macros = preprocessor.macros
    macroOfSymbol = preprocessor.macroOfSymbol
  }

  var count: Int { macros.count }

  /// The macro of that name, if it is defined.
  func macro(named name: String, in symbols: IdentifierTable) -> Macro? {
    let text = Array(name.utf8)
    let symbol = Int(symbols.find(text, 0, text.count, hash: IdentifierTable.hash(text)))
    guard macroOfSymbol.indices.contains(symbol), macroOfSymbol[symbol] >= 0 else { return nil }
    return macros[Int(macroOfSymbol[symbol])]
  }

  /// The names of all.
  func names(in symbols: IdentifierTable) -> [String] {
    macroOfSymbol.indices.filter { macroOfSymbol[$0] >= 0 }.map {
      symbols.name(Int32(truncatingIfNeeded: $0))
    }
  }
}
