extension ELFImage {
  /// The symbol at `index` of the symbol table, or nil behind its end.
  ///
  /// Complexity: O(1).
  public func symbol(at index: Int) -> ELFSymbol? {
    guard index >= 0, index < symbols.count else { return nil }
    var fields = ELFFields(reader, at: symbols.offset(of: index))
    let name = fields.word()
    if reader.is64Bit {
      let info = fields.byte()
      _ = fields.byte()  // st_other
      let section = fields.half()
      let value = fields.native()
      let size = fields.native()
      return ELFSymbol(name: name, value: value, size: size, info: info, section: section)
    }
    let value = fields.native()
    let size = fields.native()
    let info = fields.byte()
    _ = fields.byte()
    return ELFSymbol(name: name, value: value, size: size, info: info, section: fields.half())
  }

  /// The defined symbol called `name`: a global or weak one before a local one, else the first in the table.
  ///
  /// Complexity: O(symbols), with one comparison of at most `name`'s length for each.
  public func symbol(named name: String) -> ELFSymbol? {
    let wanted = Array(name.utf8)
    guard !wanted.isEmpty else { return nil }
    var local: ELFSymbol?
    for index in 0..<symbols.count {
      guard let symbol = symbol(at: index), symbol.isDefined, !symbol.isBookkeeping,
        isString(wanted, at: UInt64(symbol.nameOffset), in: symbolNames)
      else { continue }
      guard symbol.binding == .local else { return symbol }
      if local == nil { local = symbol }
    }
    return local
  }

  /// The address of the symbol called `name`.
  ///
  /// Complexity: O(symbols).
  public func address(of name: String) -> UInt64? { symbol(named: name)?.value }

  /// The name of `symbol`, which must come from this image; empty where the names do not hold it.
  ///
  /// Complexity: O(name).
  public func name(of symbol: ELFSymbol) -> String {
    string(at: UInt64(symbol.nameOffset), in: symbolNames)
  }

  /// The name of `section`, which must come from this image; empty where the names do not hold it.
  ///
  /// Complexity: O(name).
  public func name(of section: ELFSection) -> String {
    string(at: UInt64(section.nameOffset), in: sectionNames)
  }

  /// The first section called `name`.
  ///
  /// Complexity: O(sections).
  public func section(named name: String) -> ELFSection? {
    let wanted = Array(name.utf8)
    return sections.dropFirst().first { isString(wanted, at: UInt64($0.nameOffset), in: sectionNames) }
  }

  /// Whether the string at `offset` of `table` is exactly `wanted` and ends there.
  private func isString(_ wanted: [UInt8], at offset: UInt64, in table: Range<Int>) -> Bool {
    // The closing NUL must lie in the table too, hence strictly fewer bytes than remain.
    guard offset < UInt64(table.count), wanted.count < table.count - Int(offset) else { return false }
    let start = table.lowerBound + Int(offset)
    for index in wanted.indices where reader.bytes[start + index] != wanted[index] { return false }
    return reader.bytes[start + wanted.count] == 0
  }

  private func string(at offset: UInt64, in table: Range<Int>) -> String {
    guard offset < UInt64(table.count) else { return "" }
    let rest = reader.bytes[(table.lowerBound + Int(offset))..<table.upperBound]
    guard let end = rest.firstIndex(of: 0) else { return "" }
    return String(decoding: rest[..<end], as: UTF8.self)
  }
}

extension ELFSymbol {
  /// Takes a table entry's fields apart; `info` holds binding and type in its two halves.
  fileprivate init(name: UInt32, value: UInt64, size: UInt64, info: UInt8, section: UInt16) {
    self.init(
      value: value, size: size, binding: Binding(rawValue: info >> 4), type: info & 15,
      sectionIndex: section, nameOffset: name)
  }
}
