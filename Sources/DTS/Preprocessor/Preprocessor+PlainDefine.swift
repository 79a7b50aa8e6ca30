/// `#define` as nearly all headers have it: a name and a few plain tokens.
extension Preprocessor {
  /// Takes in a definition that nothing can be wrong with, and leaves its replacement unread; false if it has
  /// parameters, comments, quotes, `#` or continued lines, or if the name is taken.
  ///
  /// Headers define hundreds of names of which a source uses a few.
  ///
  /// - Parameter start: Where the line goes on behind the word `define`.
  mutating func definePlainly(_ bytes: [UInt8], from start: Int) -> Bool {
    var index = start
    while index < bytes.count, bytes[index].isBlank { index += 1 }
    let name = index
    var hash = IdentifierTable.hashSeed
    while index < bytes.count, bytes[index].isIdentifierByte {
      hash = IdentifierTable.extend(hash, with: bytes[index])
      index += 1
    }
    guard name > start, index > name, !bytes[name].isDigit else { return false }
    let nameEnd = index
    if nameEnd < bytes.count, !bytes[nameEnd].isBlank, bytes[nameEnd] != UInt8(ascii: "\n") { return false }
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
      switch bytes[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "#"), UInt8(ascii: "/"), UInt8(ascii: "\\"):
        return false
      default: index += 1
      }
    }
    let symbol = origins.symbols.intern(bytes, name, nameEnd, hash: hash)
    guard symbol != definedSymbol, macro(of: symbol) < 0 else { return false }
    let top = cursors.count - 1
    var macro = Macro(symbol: symbol, definition: place(cursors[top].input, name, nameEnd))
    macro.unread = place(cursors[top].input, nameEnd, index)
    setMacro(macro, of: symbol)
    cursors[top].offset = min(index + 1, bytes.count)
    return true
  }

  /// Reads a macro's replacement, if that was not done yet.
  mutating func readReplacement(of macro: Int) {
    guard let place = macros[macro].unread else { return }
    macros[macro].unread = nil
    let input = Int(place.input)
    var lexer = PreprocessingLexer(bytes: texts[input].bytes, input: input, offset: Int(place.start))
    while true {
      var token = lexer.next(&origins.symbols)
      if token.kind == .newline || token.kind == .end { return }
      if macros[macro].body.isEmpty { token.flags.remove(.spaceBefore) }
      macros[macro].body.append(token)
    }
  }
}
